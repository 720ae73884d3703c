"""Who wants it hears a quarter of an hour before a meeting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.outbox.models import Notice
from meetings.attendance.services import reply
from meetings.models import Meeting
from reports.reminders.services.starting_soon import plan
from sets.models import LearningSet
from tests.reports.letters import Letters
from tests.reports.reminders.tuesday_set import DAY, MEETS_ON, TuesdaySet, at

pytestmark = pytest.mark.django_db


def queued() -> list[str]:
    found = Notice.objects.filter(kind="starts_soon").order_by("person", "pk")
    return [notice.person.first_name for notice in found if notice.person]


def test_everybody_hears_once_in_the_last_quarter_of_an_hour():
    TuesdaySet("")

    counts = [plan(at(MEETS_ON, 8, minute)) for minute in (44, 45, 46, 59)]
    counts.append(plan(at(MEETS_ON, 9)))

    assert counts == [0, 2, 0, 0, 0]
    assert queued() == ["Fay", "Pia"]


@pytest.mark.parametrize("state", ["cancelled", "live", "ended"])
def test_only_a_scheduled_meeting_is_announced(state):
    TuesdaySet("")
    Meeting.objects.update(state=state, phase="choose")

    assert plan(at(MEETS_ON, 8, 50)) == 0


def test_a_closed_set_hears_nothing():
    TuesdaySet("")
    LearningSet.objects.update(closed_at=at(MEETS_ON) - DAY)

    assert plan(at(MEETS_ON, 8, 50)) == 0


def test_who_can_not_come_is_left_in_peace():
    harbour = TuesdaySet("")
    reply(harbour.meeting, by=harbour.pia, answer="cannot")

    plan(at(MEETS_ON, 8, 50))

    assert queued() == ["Fay"]


def test_a_meeting_moved_within_the_day_is_told_anew():
    TuesdaySet("")
    plan(at(MEETS_ON, 8, 50))
    Meeting.objects.update(starts_at=at(MEETS_ON, 11, 0))

    assert plan(at(MEETS_ON, 10, 50)) == 2


def test_three_sets_cost_as_many_queries_as_one():
    def cost() -> int:
        Notice.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            assert plan(at(MEETS_ON, 8, 50))
        return len(queries)

    TuesdaySet("A")
    one = cost()
    for name in "BC":
        TuesdaySet(name)

    assert cost() == one


def test_the_letter_leads_into_the_room(cast):
    text = Letters(cast).read("starts_soon")

    assert f"/meetings/{cast.meeting.code}/room/" in text
    assert "Facilitator: Fay Okoro" in text


def test_a_meeting_that_is_off_is_not_announced(cast):
    letters = Letters(cast)
    assert letters.write("starts_soon")

    Meeting.objects.filter(pk=cast.meeting.pk).update(state="cancelled")

    assert letters.write("starts_soon") is None
