import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.attendance.services import reply
from meetings.dates.queries.replanning import mark
from meetings.dates.services import moving, schedule
from meetings.dates.services.cancelling import call_off
from meetings.models import Action, Meeting
from meetings.set_pages.services.closing import close_set
from reports.models import ReportBack
from reports.reminders.services.planning import plan
from reports.report_backs.services.carry_over import carry_over
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting
from tests.reports.letters import Letters
from tests.support.cast import Cast
from tests.support.date_words import date_in_words

DAY = dt.timedelta(days=1)


def off(cast: Cast, scope: str = "this", *, by: str = "fay", seen: int | None = None):
    return call_off(cast.meeting, by=cast.membership(by), scope=scope, seen=seen)


def states(cast: Cast) -> list[str]:
    rows = cast.set.meetings.filter(number__lte=4).order_by("number")
    return list(rows.values_list("state", flat=True))


@pytest.mark.parametrize(
    "ends", [off, lambda cast: close_set(cast.set, by=cast.membership("fay"))]
)
def test_a_reason_goes_with_the_meeting(cast: Cast, ends):
    reply(
        cast.meeting,
        by=cast.membership("ben"),
        answer="cannot",
        reason="My son is ill.",
    )
    assert cast.meeting.attendances.exclude(reason="").exists()

    ends(cast)

    assert not cast.meeting.attendances.exclude(reason="").exists()


def test_one_meeting_is_called_off_and_the_rule_goes_on(cast: Cast):
    off(cast)

    schedule.materialise(now())

    assert states(cast) == ["ended", "cancelled", "scheduled", "scheduled"]
    assert cast.set.meetings.filter(state="scheduled").count() == 3
    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert (row.sequence, row.version) == (1, cast.meeting.version + 1)


def test_from_here_on_nothing_is_made_any_more(cast: Cast):
    off(cast, "following")

    for week in range(10):
        schedule.materialise(now() + week * 7 * DAY)

    assert states(cast) == ["ended", "cancelled", "cancelled", "cancelled"]
    assert cast.set.meetings.count() == 4


def test_everybody_gets_one_message_that_names_the_meetings(cast: Cast):
    off(cast, "following")

    told = Notice.objects.filter(set_code=cast.set.code)
    ids = [cast.meeting.pk, *(meeting.pk for meeting in cast.harbour.later)]
    assert told.count() == told.values("person").distinct().count() == 7
    assert {notice.about["meetings"] for notice in told} == {
        ",".join(str(pk) for pk in ids)
    }
    assert Activity.objects.filter(verb=Verb.MEETING_CANCELLED).count() == 1


def test_the_reminders_of_the_day_are_called_off(cast: Cast):
    with at(cast.meeting.starts_at - dt.timedelta(minutes=50)):
        plan(now())
        off(cast)
        plan(now())

    reminders = Notice.objects.filter(kind="meeting_reminder", set_code=cast.set.code)
    assert set(reminders.values_list("state", flat=True)) == {"dropped"}


def test_what_is_due_then_is_due_at_the_next(cast: Cast):
    rows = Action.objects.filter(learning_set=cast.set, state="open")
    rows.update(due_on=cast.meeting.date)

    off(cast)

    assert set(rows.values_list("due_on", flat=True)) == {cast.harbour.later[0].date}


def test_a_report_back_goes_to_the_next_meeting(cast: Cast):
    report = ReportBack.objects.filter(meeting=cast.meeting).first()
    assert report

    off(cast)
    carry_over(now())

    report.refresh_from_db()
    assert report.meeting == cast.harbour.later[0]


def test_called_off_twice_everybody_hears_once(cast: Cast):
    assert len(off(cast)) == 1
    assert off(cast) == []
    assert Notice.objects.filter(kind="meeting_cancelled").count() == 7


@pytest.mark.parametrize("by", ["ben", "ada"])
def test_who_does_not_plan_calls_nothing_off(cast: Cast, by: str):
    with pytest.raises(PermissionDenied):
        off(cast, by=by)

    assert len(off(cast)) == 1


def test_who_saw_other_dates_hears_of_it(cast: Cast):
    seen = mark(cast.set)
    third = cast.harbour.later[0]
    moving.move(
        third, by=cast.membership("fay"), date=third.date + DAY, time=third.time
    )

    with pytest.raises(Stale, match="changed the dates"):
        off(cast, "following", seen=seen)


def test_what_has_begun_is_not_called_off(live_meeting: LiveMeeting):
    live_meeting.start()

    with pytest.raises(Stale):
        off(live_meeting.cast)


def test_once_its_time_has_come_it_did_not_take_place(cast: Cast):
    with (
        at(cast.meeting.starts_at),
        pytest.raises(NotAllowedYet, match="did not take place"),
    ):
        off(cast)


def test_the_letter_says_which_and_when_next(cast: Cast):
    off(cast)
    (notice,) = Notice.objects.filter(kind="meeting_cancelled", person=cast.pia)
    letters = Letters(cast)
    row = letters.notice("meeting_cancelled")
    row.about = notice.about

    text = letters.text(row)

    day = cast.meeting.starts_at
    assert f"Harbour is not meeting on {day:%A} {day.day} {day:%B}" in text
    assert "Fay Okoro has called off meeting 2 of Harbour." in text
    assert f"{date_in_words(cast.harbour.later[0].date)}, 09:00–10:30 London" in text


def test_the_letter_about_many_names_the_first_and_says_that_none_is_left(cast: Cast):
    off(cast, "following")
    (notice,) = Notice.objects.filter(kind="meeting_cancelled", person=cast.pia)
    letters = Letters(cast)
    row = letters.notice("meeting_cancelled")
    row.about = notice.about

    text = letters.text(row)

    assert "Harbour: 3 meetings are called off" in text
    assert "No other meeting is planned yet." in text
