import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import at, shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from meetings.room.services import facilitation, lobby, phase, turns
from tests.meetings.room.live_meeting import LiveMeeting

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.at("open")
def test_the_set_walks_from_open_to_close(live_meeting: LiveMeeting):
    live_meeting.go_to("close")

    assert live_meeting.meeting.phase == "close"
    with pytest.raises(NotAllowedYet, match="close the meeting"):
        phase.advance(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="close"
        )


@pytest.mark.at("open")
def test_a_second_next_changes_nothing(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    phase.advance(live_meeting.meeting, by=live_meeting.membership("fay"), seen="open")

    with pytest.raises(Stale, match="Fay has already moved on to “Report-backs”"):
        phase.advance(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="open"
        )

    assert live_meeting.meeting.phase == "report_backs"


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["ben", "ada"])
def test_only_the_facilitator_moves_the_meeting(live_meeting: LiveMeeting, name: str):
    live_meeting.go_to("open")
    other = live_meeting.membership(name)

    for verb in (phase.pause, phase.resume):
        with pytest.raises(PermissionDenied):
            verb(live_meeting.meeting, by=other)
    for seen in (phase.advance, phase.back, phase.close):
        with pytest.raises(PermissionDenied):
            seen(live_meeting.meeting, by=other, seen="open")
    with pytest.raises(PermissionDenied):
        phase.extend(
            live_meeting.meeting,
            by=other,
            minutes=2,
            seen_end=live_meeting.meeting.clock_mark,
        )


@pytest.mark.at("open")
def test_a_command_reads_no_person_but_the_facilitator(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    meeting, fay = live_meeting.meeting, live_meeting.membership("fay")

    with CaptureQueriesContext(connection) as statements:
        phase.pause(meeting, by=fay)

    joined = [each["sql"].count('JOIN "accounts_user"') for each in statements]
    assert sum(joined) == 1


@pytest.mark.at("choose")
def test_back_returns_to_the_phase_before(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")

    phase.back(live_meeting.meeting, by=live_meeting.membership("fay"), seen="choose")

    assert live_meeting.meeting.phase == "report_backs"


@pytest.mark.at("open")
def test_there_is_no_way_back_from_the_first_phase(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(NotAllowedYet):
        phase.back(live_meeting.meeting, by=live_meeting.membership("fay"), seen="open")


@pytest.mark.at("choose")
def test_moving_on_with_bids_asks_for_a_choice(live_meeting: LiveMeeting):
    live_meeting.go_to("choose").bid("pia")

    with pytest.raises(NotAllowedYet, match="Record which issue"):
        phase.advance(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="choose"
        )


@pytest.mark.at("choose")
def test_without_a_bid_there_is_no_issue_today(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")

    phase.advance(
        live_meeting.meeting, by=live_meeting.membership("fay"), seen="choose"
    )

    assert live_meeting.meeting.phase == "actions"


@pytest.mark.at("choose")
def test_nobody_facilitates_their_own_issue(live_meeting: LiveMeeting):
    live_meeting.go_to("choose").choose("fay")

    with pytest.raises(NotAllowedYet, match="Hand over first"):
        phase.advance(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="choose"
        )

    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("ben"),
    )
    phase.advance(
        live_meeting.meeting, by=live_meeting.membership("ben"), seen="choose"
    )
    assert live_meeting.meeting.phase == "current_issue"


@pytest.mark.at("open")
def test_more_time_is_added_to_what_is_left(live_meeting: LiveMeeting):
    before = live_meeting.go_to("open").meeting

    phase.extend(
        before, by=live_meeting.membership("fay"), minutes=2, seen_end=before.clock_mark
    )

    assert before.phase_ends_at
    assert live_meeting.meeting.phase_ends_at == before.phase_ends_at + 2 * MINUTE


@pytest.mark.at("open")
def test_a_double_tap_adds_time_once(live_meeting: LiveMeeting):
    mark = live_meeting.go_to("open").meeting.clock_mark
    phase.extend(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        minutes=2,
        seen_end=mark,
    )
    end = live_meeting.meeting.phase_ends_at

    with pytest.raises(Stale):
        phase.extend(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            minutes=2,
            seen_end=mark,
        )

    assert live_meeting.meeting.phase_ends_at == end


def test_over_time_more_minutes_count_from_now(live_meeting: LiveMeeting):
    with at(shared_now() - dt.timedelta(hours=1)):
        live_meeting.start()
    before = shared_now()

    phase.extend(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        minutes=5,
        seen_end=live_meeting.meeting.clock_mark,
    )

    end = live_meeting.meeting.phase_ends_at
    assert end
    assert before + 5 * MINUTE <= end <= shared_now() + 5 * MINUTE


@pytest.mark.at("open")
def test_more_time_is_taken_from_the_reserve_and_from_what_is_to_come(
    live_meeting: LiveMeeting,
):
    before = live_meeting.go_to("open").meeting

    phase.extend(
        before, by=live_meeting.membership("fay"), minutes=5, seen_end=before.clock_mark
    )

    minutes = {row["key"]: row["minutes"] for row in live_meeting.meeting.phases}
    assert (minutes["open"], minutes["float"], minutes["report_backs"]) == (10, 0, 22)
    assert sum(minutes.values()) == before.minutes


@pytest.mark.at("review")
def test_more_time_comes_from_what_was_saved_before(live_meeting: LiveMeeting):
    before = live_meeting.go_to("review").meeting
    actions = find(from_data(before.phases), "actions").minutes

    phase.extend(
        before, by=live_meeting.membership("fay"), minutes=5, seen_end=before.clock_mark
    )

    phases = from_data(live_meeting.meeting.phases)
    assert find(phases, "close") == find(from_data(before.phases), "close")
    assert sum(each.minutes for each in phases) == before.minutes
    assert find(phases, "actions").minutes == actions


def test_a_pause_keeps_what_is_left_of_phase_and_turn(live_meeting: LiveMeeting):
    start = shared_now() - dt.timedelta(hours=1)
    with at(start):
        live_meeting.go_to("report_backs").begin()
    with at(start + MINUTE):
        phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))
    assert live_meeting.meeting.left_ms == 23 * 60_000

    with at(start + 31 * MINUTE):
        phase.resume(live_meeting.meeting, by=live_meeting.membership("fay"))

    turn = live_meeting.turn(live_meeting.speaker())
    assert live_meeting.meeting.phase_ends_at == start + 54 * MINUTE
    assert turn.began_at == start + 30 * MINUTE
    assert turn.ended_at is None


@pytest.mark.at("open")
def test_pausing_and_resuming_twice_are_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    fay = live_meeting.membership("fay")
    versions = [
        verb(live_meeting.meeting, by=fay).version
        for verb in (phase.pause, phase.pause, phase.resume, phase.resume)
    ]

    first = versions[0]
    assert versions == [first, first, first + 1, first + 1]


def test_time_never_moves_a_phase(live_meeting: LiveMeeting):
    with at(shared_now() - dt.timedelta(hours=2)):
        live_meeting.start()

    lobby.enter(live_meeting.meeting, by=live_meeting.membership("ada"))

    assert live_meeting.meeting.phase == "open"


@pytest.mark.at("open")
def test_the_next_round_is_dealt_to_who_is_here(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()

    live_meeting.go_to("report_backs")

    assert len(live_meeting.order()) == 6
    assert live_meeting.meeting.floor is None


@pytest.mark.at("open")
def test_leaving_a_round_ends_the_turn_of_who_speaks(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    turn = live_meeting.turn(live_meeting.speaker())

    live_meeting.go_to("report_backs")

    turn.refresh_from_db()
    assert turn.state == "done"
    with pytest.raises(Stale):
        turns.finish(
            live_meeting.meeting, by=live_meeting.membership("fay"), turn_id=turn.pk
        )
