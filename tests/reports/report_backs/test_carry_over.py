import datetime as dt

import pytest

from actionlearning.lib.clock import at, now
from meetings.dates.services import moving, not_held
from meetings.models import Meeting
from reports.models import ReportBack
from reports.report_backs.services.carry_over import carry_over
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)


@pytest.fixture
def after(cast: Cast) -> dt.datetime:
    """Nobody came to Harbour's next meeting, for which Pia has filed."""
    over = cast.meeting.ends_at + DAY
    not_held.lapse(over)
    return over


def test_what_was_filed_is_told_at_the_next_meeting(cast: Cast, after: dt.datetime):
    carry_over(after)

    filed = ReportBack.objects.get(pk=cast.past.filed.pk)
    assert (filed.meeting, filed.state) == (cast.harbour.later[0], "filed")
    assert carry_over(after) == 0


def test_what_is_written_there_already_stays(cast: Cast, after: dt.datetime):
    there = ReportBack.objects.create(
        meeting=cast.harbour.later[0], membership=cast.past.filed.membership
    )

    carry_over(after)

    assert ReportBack.objects.get(pk=there.pk).meeting == there.meeting
    assert ReportBack.objects.get(pk=cast.past.filed.pk).meeting == cast.meeting


@pytest.mark.parametrize("how", ["ended", "abandoned"])
def test_what_was_begun_and_not_told_is_told_at_the_next_meeting(cast: Cast, how: str):
    begun = ReportBack.objects.create(
        meeting=cast.meeting, membership=cast.membership("tom"), lesson="Half a thought"
    )
    Meeting.objects.filter(pk=cast.meeting.pk).update(state=how)

    carry_over(now())

    begun.refresh_from_db()
    assert (begun.meeting, begun.lesson) == (cast.harbour.later[0], "Half a thought")


@pytest.mark.parametrize("state", ["filed", "given", "skipped"])
def test_what_was_told_stays_with_its_meeting(cast: Cast, state: str):
    told = ReportBack.objects.create(
        meeting=cast.meeting, membership=cast.membership("tom"), state=state
    )
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="ended")

    carry_over(now())

    told.refresh_from_db()
    assert told.meeting == cast.meeting


def test_without_a_meeting_ahead_it_waits(cast: Cast, after: dt.datetime):
    Meeting.objects.filter(state="scheduled").update(state="cancelled")

    assert carry_over(after) == 0


def test_a_meeting_that_is_only_moved_keeps_its_reports(cast: Cast):
    with at(cast.meeting.starts_at):
        moving.move(
            cast.meeting,
            by=cast.membership("fay"),
            date=cast.meeting.date + DAY,
            time=dt.time(9),
        )
        carry_over(now())

    assert ReportBack.objects.get(pk=cast.past.filed.pk).meeting == cast.meeting
