"""The whole meeting against its plan: who is behind, what is saved, what no longer fits."""

from dataclasses import replace

import pytest

from meetings.formats.phases import MINUTE_MS
from meetings.formats.shipped import AIRTIME, REPORT_AND_RESOLVE
from meetings.room.budget import Pace, open_slots

START = 1_795_514_400_000
PACE = Pace(
    phases=REPORT_AND_RESOLVE.phases,
    key="report_backs",
    slots=frozenset({1}),
    minutes=90,
    started_ms=START,
    ends_ms=START + 29 * MINUTE_MS,
    left_ms=None,
)


def _at(minute: float) -> int:
    return START + int(minute * MINUTE_MS)


@pytest.mark.parametrize(("minute", "late"), [(6, 0), (29, 0), (32.5, 3.5)])
def test_over_time_the_meeting_falls_behind(minute, late):
    assert PACE.late_ms(_at(minute)) == late * MINUTE_MS


def test_while_the_clock_stands_the_meeting_falls_behind():
    pace = replace(PACE, ends_ms=None, left_ms=23 * MINUTE_MS)

    assert [pace.late_ms(_at(minute)) for minute in (6, 10)] == [0, 4 * MINUTE_MS]


def test_what_was_saved_is_counted_in_whole_minutes():
    pace = replace(PACE, ends_ms=_at(26.5))

    assert pace.saved(_at(10)) == 2
    assert pace.saved(_at(29)) == 0


def test_minutes_that_end_the_meeting_later_are_behind_plan():
    close = replace(PACE.phases[-2], minutes=5)
    phases = (*PACE.phases[:-2], close, replace(PACE.phases[-1], minutes=3))
    pace = replace(PACE, phases=phases, key="close", ends_ms=_at(89))

    assert sum(phase.minutes for phase in phases) == 92
    assert pace.late_ms(_at(85)) == 2 * MINUTE_MS


@pytest.mark.parametrize(
    ("minute", "titles"),
    [
        (29, []),
        (32.5, []),
        (33, ["Close"]),
        (35, ["Close"]),
        (37, ["Process review", "Close"]),
    ],
)
def test_the_last_phases_are_the_first_that_no_longer_fit(minute, titles):
    assert PACE.misfits(_at(minute)) == titles


def test_the_strip_shows_the_reserve_and_what_nobody_has():
    pace = replace(PACE, phases=AIRTIME.phases, key="questions_1")

    states = [segment.state for segment in pace.segments]

    assert states == [
        *["done"] * 5,
        "now",
        *["ahead"] * 2,
        *["spare"] * 5,
        *["ahead"] * 2,
    ]
    assert pace.segments[-1].after_ms == (4 + 2 + 12 + 4) * MINUTE_MS


def test_before_the_choice_is_over_every_airtime_may_still_get_somebody():
    assert open_slots(AIRTIME.phases, "choose", {1}) == {0, 1, 2}
    assert open_slots(AIRTIME.phases, "review", {1}) == {0, 1}
