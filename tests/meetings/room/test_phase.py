import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from meetings.models import Bid, Meeting
from meetings.room.services import bids, facilitation, phase, turns
from tests.meetings.room.live_meeting import Sitting

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.at("open")
def test_the_set_walks_from_open_to_close(sitting: Sitting):
    sitting.go_to("close")

    assert sitting.meeting.phase == "close"
    with pytest.raises(NotAllowedYet, match="close the meeting"):
        phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="close")


@pytest.mark.at("open")
def test_a_second_next_changes_nothing(sitting: Sitting):
    sitting.go_to("open")
    phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="open")

    with pytest.raises(Stale, match="Fay already moved on to “Report-backs”"):
        phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="open")

    assert sitting.meeting.phase == "report_backs"


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["ben", "ada"])
def test_only_the_facilitator_moves_the_meeting(sitting: Sitting, name: str):
    sitting.go_to("open")
    other = sitting.membership(name)

    for verb in (phase.pause, phase.resume):
        with pytest.raises(PermissionDenied):
            verb(sitting.meeting, by=other)
    for seen in (phase.advance, phase.back, phase.close):
        with pytest.raises(PermissionDenied):
            seen(sitting.meeting, by=other, seen="open")
    with pytest.raises(PermissionDenied):
        phase.extend(
            sitting.meeting, by=other, minutes=2, seen_end=sitting.meeting.clock_mark
        )


@pytest.mark.at("choose")
def test_back_returns_to_the_phase_before(sitting: Sitting):
    sitting.go_to("choose")

    phase.back(sitting.meeting, by=sitting.membership("fay"), seen="choose")

    assert sitting.meeting.phase == "report_backs"


@pytest.mark.at("open")
def test_there_is_no_way_back_from_the_first_phase(sitting: Sitting):
    sitting.go_to("open")

    with pytest.raises(NotAllowedYet):
        phase.back(sitting.meeting, by=sitting.membership("fay"), seen="open")


@pytest.mark.at("choose")
def test_moving_on_with_bids_asks_for_a_choice(sitting: Sitting):
    sitting.go_to("choose").bid("pia")

    with pytest.raises(NotAllowedYet, match="Record which issue"):
        phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="choose")


@pytest.mark.at("choose")
def test_without_a_bid_there_is_no_issue_today(sitting: Sitting):
    sitting.go_to("choose")

    phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="choose")

    assert sitting.meeting.phase == "actions"


@pytest.mark.at("choose")
def test_nobody_facilitates_their_own_issue(sitting: Sitting):
    sitting.go_to("choose").choose("fay")

    with pytest.raises(NotAllowedYet, match="Hand over first"):
        phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="choose")

    facilitation.hand_over(
        sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("ben")
    )
    phase.advance(sitting.meeting, by=sitting.membership("ben"), seen="choose")
    assert sitting.meeting.phase == "current_issue"


@pytest.mark.at("open")
def test_the_next_round_is_dealt_to_who_is_here(sitting: Sitting):
    sitting.go_to("open").begin()

    sitting.go_to("report_backs")

    assert len(sitting.order()) == 6
    assert sitting.meeting.floor is None


@pytest.mark.at("close")
def test_closing_makes_the_record_and_tells_everybody(
    sitting: Sitting, django_capture_on_commit_callbacks
):
    sitting.go_to("close")
    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")

    meeting = sitting.meeting
    keys = Notice.objects.filter(kind="wrap_up").values_list("key", flat=True)
    assert meeting.is_ended
    assert (meeting.floor, meeting.phase_ends_at, meeting.left_ms) == (None, None, None)
    assert meeting.review_revealed_at
    assert len(keys) == 7  # six members and their adviser
    assert f"wrap_up:{meeting.pk}:{sitting.cast.tom.pk}" in keys


@pytest.mark.at("choose")
def test_closing_clears_what_only_served_the_room(sitting: Sitting):
    sitting.go_to("choose").bid("max")
    bids.withdraw(sitting.meeting, by=sitting.membership("max"))
    sitting.choose("pia").go_to("close")

    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")

    states = sitting.meeting.bids.values_list("state", flat=True)
    assert list(states) == [Bid.State.CHOSEN]


@pytest.mark.at("close")
def test_closing_keeps_three_meetings_ahead(sitting: Sitting):
    sitting.go_to("close")

    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")

    ahead = sitting.cast.set.meetings.filter(state=Meeting.State.SCHEDULED)
    assert ahead.count() == 3


@pytest.mark.at("close")
def test_a_closed_meeting_stays_closed(sitting: Sitting):
    sitting.go_to("close")
    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")

    with pytest.raises(Stale, match="over"):
        phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")


@pytest.mark.at("open")
def test_an_abandoned_meeting_wraps_nothing_up(sitting: Sitting):
    sitting.go_to("open")

    phase.abandon(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.state == Meeting.State.ABANDONED
    assert not Notice.objects.filter(kind="wrap_up").exists()


@pytest.mark.at("open")
def test_any_member_closes_a_forgotten_room_but_not_a_running_one(sitting: Sitting):
    sitting.go_to("open")
    with pytest.raises(PermissionDenied):
        phase.abandon(sitting.meeting, by=sitting.membership("ben"))

    with at(sitting.meeting.ends_at + dt.timedelta(hours=3)):
        phase.abandon(sitting.meeting, by=sitting.membership("ben"))

    assert sitting.meeting.state == Meeting.State.ABANDONED


@pytest.mark.at("open")
def test_leaving_a_round_ends_the_turn_of_who_speaks(sitting: Sitting):
    sitting.go_to("open").begin()
    turn = sitting.turn(sitting.speaker())

    sitting.go_to("report_backs")

    turn.refresh_from_db()
    assert turn.state == "done"
    with pytest.raises(Stale):
        turns.finish(sitting.meeting, by=sitting.membership("fay"), turn_id=turn.pk)
