"""Who has just been told of a date is not told of it again a minute later."""

import datetime as dt

import pytest

from actionlearning.accounts.services import switch_mail
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from reports.reminders.services import starting_soon
from reports.reminders.services.planning import plan
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at

pytestmark = pytest.mark.django_db


def queued(kind: str) -> list[str]:
    notices = Notice.objects.filter(kind=kind).order_by("person", "pk")
    return [notice.person.first_name for notice in notices if notice.person]


def test_who_has_just_heard_of_the_date_is_reminded_an_hour_later():
    TuesdaySet("")
    Meeting.objects.update(dated_at=at(MEETS_ON, 7, 20))

    counts = [plan(at(MEETS_ON, *time)) for time in [(7, 30), (8, 19), (8, 20)]]

    assert counts == [0, 0, 2]


def test_who_has_another_thing_that_morning_is_not_reminded_sooner():
    harbour, other = TuesdaySet("A"), TuesdaySet("B")
    other.set.memberships.filter(pk=other.pia.pk).update(user=harbour.pia.user)
    Meeting.objects.filter(pk=harbour.meeting.pk).update(dated_at=at(MEETS_ON, 7, 20))

    plan(at(MEETS_ON))
    assert queued("meeting_reminder") == ["PiaA", "FayB"]

    plan(at(MEETS_ON, 8, 20))
    assert sorted(queued("meeting_reminder")) == ["FayA", "FayB", "PiaA", "PiaA"]


def test_who_wants_no_mail_of_news_is_reminded_all_the_same():
    harbour = TuesdaySet("")
    switch_mail(harbour.pia.user_id, "meeting_moved", on=False)
    Meeting.objects.update(dated_at=at(MEETS_ON, 8, 10))

    plan(at(MEETS_ON, 8, 11))

    assert queued("meeting_reminder") == ["Pia"]


def test_a_meeting_that_was_put_on_within_the_hour_needs_no_reminder():
    TuesdaySet("")
    Meeting.objects.update(dated_at=at(MEETS_ON, 8, 10))

    assert [plan(at(MEETS_ON, 8, minute)) for minute in (11, 30, 59)] == [0, 0, 0]


def test_who_has_just_heard_of_the_date_is_asked_for_a_report_back_later():
    TuesdaySet("", met_on=MEETS_ON - 7 * DAY)
    Meeting.objects.update(dated_at=at(MEETS_ON - DAY, 15))

    plan(at(MEETS_ON - DAY, 15, 59))
    assert queued("report_due") == []

    plan(at(MEETS_ON - DAY, 16))
    assert queued("report_due") == ["Fay", "Pia"]


@pytest.mark.parametrize(("minutes_before", "told"), [(31, 2), (29, 0)])
def test_who_has_just_heard_of_the_date_is_not_told_that_it_comes(minutes_before, told):
    TuesdaySet("")
    before = dt.timedelta(minutes=minutes_before)
    Meeting.objects.update(dated_at=at(MEETS_ON, 9, 0) - before)

    assert starting_soon.plan(at(MEETS_ON, 8, 50)) == told


def test_who_wants_no_mail_of_news_is_told_that_it_comes():
    harbour = TuesdaySet("")
    switch_mail(harbour.pia.user_id, "meeting_added", on=False)
    Meeting.objects.update(dated_at=at(MEETS_ON, 8, 40))

    starting_soon.plan(at(MEETS_ON, 8, 50))

    assert queued("starts_soon") == ["Pia"]
