import datetime as dt

import pytest

from actionlearning.lib.clock import at, shared_now
from actionlearning.lib.errors import Stale
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from meetings.room.services import lobby, phase
from tests.meetings.room.live_meeting import Sitting

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.at("open")
def test_more_time_is_added_to_what_is_left(sitting: Sitting):
    before = sitting.go_to("open").meeting

    phase.extend(
        before, by=sitting.membership("fay"), minutes=2, seen_end=before.clock_mark
    )

    assert before.phase_ends_at
    assert sitting.meeting.phase_ends_at == before.phase_ends_at + 2 * MINUTE


@pytest.mark.at("open")
def test_a_double_tap_adds_time_once(sitting: Sitting):
    mark = sitting.go_to("open").meeting.clock_mark
    phase.extend(
        sitting.meeting, by=sitting.membership("fay"), minutes=2, seen_end=mark
    )
    end = sitting.meeting.phase_ends_at

    with pytest.raises(Stale):
        phase.extend(
            sitting.meeting, by=sitting.membership("fay"), minutes=2, seen_end=mark
        )

    assert sitting.meeting.phase_ends_at == end


def test_over_time_more_minutes_count_from_now(sitting: Sitting):
    with at(shared_now() - dt.timedelta(hours=1)):
        sitting.start()
    before = shared_now()

    phase.extend(
        sitting.meeting,
        by=sitting.membership("fay"),
        minutes=5,
        seen_end=sitting.meeting.clock_mark,
    )

    end = sitting.meeting.phase_ends_at
    assert end
    assert before + 5 * MINUTE <= end <= shared_now() + 5 * MINUTE


@pytest.mark.at("open")
def test_more_time_is_taken_from_the_reserve_and_from_what_is_to_come(
    sitting: Sitting,
):
    before = sitting.go_to("open").meeting

    phase.extend(
        before, by=sitting.membership("fay"), minutes=5, seen_end=before.clock_mark
    )

    minutes = {row["key"]: row["minutes"] for row in sitting.meeting.phases}
    assert (minutes["open"], minutes["float"], minutes["report_backs"]) == (10, 0, 22)
    assert sum(minutes.values()) == before.minutes


@pytest.mark.at("review")
def test_more_time_comes_from_what_was_saved_before(sitting: Sitting):
    before = sitting.go_to("review").meeting
    actions = find(from_data(before.phases), "actions").minutes

    phase.extend(
        before, by=sitting.membership("fay"), minutes=5, seen_end=before.clock_mark
    )

    phases = from_data(sitting.meeting.phases)
    assert find(phases, "close") == find(from_data(before.phases), "close")
    assert sum(each.minutes for each in phases) == before.minutes
    assert find(phases, "actions").minutes == actions


def test_a_pause_keeps_what_is_left_of_phase_and_turn(sitting: Sitting):
    start = shared_now() - dt.timedelta(hours=1)
    with at(start):
        sitting.go_to("report_backs").begin()
    with at(start + MINUTE):
        phase.pause(sitting.meeting, by=sitting.membership("fay"))
    assert sitting.meeting.left_ms == 23 * 60_000

    with at(start + 31 * MINUTE):
        phase.resume(sitting.meeting, by=sitting.membership("fay"))

    turn = sitting.turn(sitting.speaker())
    assert sitting.meeting.phase_ends_at == start + 54 * MINUTE
    assert turn.began_at == start + 30 * MINUTE
    assert turn.ended_at is None


@pytest.mark.at("open")
def test_pausing_and_resuming_twice_are_once(sitting: Sitting):
    sitting.go_to("open")
    fay = sitting.membership("fay")
    versions = [
        verb(sitting.meeting, by=fay).version
        for verb in (phase.pause, phase.pause, phase.resume, phase.resume)
    ]

    first = versions[0]
    assert versions == [first, first, first + 1, first + 1]


def test_time_never_moves_a_phase(sitting: Sitting):
    with at(shared_now() - dt.timedelta(hours=2)):
        sitting.start()

    lobby.enter(sitting.meeting, by=sitting.membership("ada"))

    assert sitting.meeting.phase == "open"
