"""Until when a live meeting is "now", at the edges, by a chosen clock."""

import datetime as dt

import pytest

from actionlearning.lib.clock import at
from meetings.going_on import STILL_NOW, goes_on, last_of, planned_end
from meetings.models import Meeting
from meetings.permissions import is_open, may_abandon, may_close_as_held
from meetings.selectors import ahead, left_open, next_meeting, past
from tests.meetings.room.live_meeting import LiveMeeting

TEN = dt.datetime(2026, 3, 29, 10, tzinfo=dt.UTC)
END = TEN + dt.timedelta(minutes=90)
TICK = dt.timedelta(microseconds=1)


def after(hours: float) -> dt.datetime:
    return TEN + dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("started_at", "ends"),
    [
        (None, END),
        (TEN, END),
        (TEN - dt.timedelta(minutes=20), END),
        (TEN + dt.timedelta(minutes=5), END + dt.timedelta(minutes=5)),
        (TEN + dt.timedelta(hours=20), END + dt.timedelta(hours=20)),
    ],
)
def test_a_late_meeting_has_its_whole_time_and_an_early_one_its_plan(started_at, ends):
    assert planned_end(TEN, started_at, 90) == ends


@pytest.mark.parametrize(
    ("moment", "is_now"),
    [
        (TEN, True),
        (END, True),
        (END + STILL_NOW - TICK, True),
        (END + STILL_NOW, False),
        (END + dt.timedelta(days=7), False),
    ],
)
def test_it_is_now_until_two_hours_after_its_planned_end(moment, is_now):
    assert goes_on(END, moment) is is_now


@pytest.mark.parametrize(
    ("happened", "ended"),
    [
        ([], TEN),
        ([after(0.5)], after(0.5)),
        ([after(1.7), after(1)], after(1.7)),
        ([after(-24), after(1)], after(1)),
        # somebody tidies up a week later
        ([after(1.4), after(168), after(169)], after(1.4)),
        # the set really sat so long: each time less than two hours after the time before
        ([after(1.4), after(3), after(4.9), after(6)], after(6)),
        ([after(1.4), after(3), after(5)], after(3)),
    ],
)
def test_it_ended_with_the_last_thing_that_happened_in_it(happened, ended):
    assert last_of(happened, began=TEN, planned_end=END) == ended


@pytest.mark.at("open")
@pytest.mark.parametrize("late", [dt.timedelta(0), dt.timedelta(hours=5)])
def test_rows_and_queries_say_the_same_at_each_edge(live_meeting: LiveMeeting, late):
    live_meeting.go_to("open")
    meeting = live_meeting.meeting
    started_at = meeting.starts_at + late
    Meeting.objects.filter(pk=meeting.pk).update(started_at=started_at)
    meeting.refresh_from_db()
    of, edge = live_meeting.cast.set, meeting.whole_until + STILL_NOW

    for moment, is_now in ((edge - TICK, True), (edge, False)):
        with at(moment):
            assert meeting.is_now(moment) is is_now
            assert (next_meeting(of) == meeting) is is_now
            assert (meeting in ahead(of)) is is_now
            assert (meeting in left_open(of)) is not is_now
            assert (meeting in past(of)) is not is_now


@pytest.mark.parametrize("state", Meeting.State.values)
def test_only_a_live_meeting_is_now_or_left_open(state: str):
    meeting = Meeting(starts_at=TEN, minutes=90, state=state)

    is_live = state == "live"
    assert meeting.is_now(TEN) is is_live
    assert meeting.is_left_open(END + STILL_NOW) is is_live


@pytest.mark.at("open")
def test_what_one_may_do_changes_at_that_moment(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    meeting = live_meeting.meeting
    edge = meeting.whole_until + STILL_NOW
    ben, ada = live_meeting.membership("ben"), live_meeting.membership("ada")

    for moment, is_over in ((edge - TICK, False), (edge, True)):
        assert may_close_as_held(ben, meeting, moment) is is_over
        assert may_close_as_held(ada, meeting, moment) is is_over
        assert may_abandon(ben, meeting, moment) is is_over
        assert not may_abandon(ada, meeting, moment)
        assert is_open(meeting, moment) is not is_over


def test_another_sets_people_close_nothing(live_meeting: LiveMeeting):
    meeting = Meeting(
        learning_set=live_meeting.cast.set, starts_at=TEN, minutes=90, state="live"
    )

    assert not may_close_as_held(
        live_meeting.cast.membership("ola"), meeting, END + STILL_NOW
    )
