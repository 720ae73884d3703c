import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Turn
from meetings.room.services import presence, turns
from sets.memberships import end
from tests.meetings.room.live_meeting import SIX, LiveMeeting


@pytest.mark.at("open")
def test_the_lamp_goes_round_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    spoke = []

    while name := live_meeting.speaker():
        spoke.append(name)
        turns.finish(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            turn_id=live_meeting.turn(name).pk,
        )

    assert spoke == live_meeting.order()
    assert sorted(spoke) == sorted(SIX)
    assert spoke[0] != "fay"


@pytest.mark.at("open")
def test_beginning_twice_begins_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    first = live_meeting.speaker()

    live_meeting.begin()

    assert live_meeting.speaker() == first


@pytest.mark.at("open")
def test_only_the_facilitator_begins(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(PermissionDenied):
        turns.begin(live_meeting.meeting, by=live_meeting.membership("ben"))


@pytest.mark.at("open")
@pytest.mark.parametrize("who", ["the speaker", "fay"])
def test_speaker_or_facilitator_ends_a_turn(live_meeting: LiveMeeting, who: str):
    live_meeting.go_to("open").begin()
    speaker = live_meeting.speaker()
    turn = live_meeting.turn(speaker)

    turns.finish(
        live_meeting.meeting,
        by=live_meeting.membership(speaker if who == "the speaker" else who),
        turn_id=turn.pk,
    )

    turn.refresh_from_db()
    assert turn.state == Turn.State.DONE
    assert live_meeting.speaker() not in {"", speaker}


@pytest.mark.at("open")
def test_nobody_else_ends_a_turn(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    speaker = live_meeting.speaker()
    other = next(name for name in SIX if name not in {speaker, "fay"})

    with pytest.raises(PermissionDenied):
        turns.finish(
            live_meeting.meeting,
            by=live_meeting.membership(other),
            turn_id=live_meeting.turn(speaker).pk,
        )


@pytest.mark.at("open")
def test_ending_a_turn_twice_skips_nobody(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    turn = live_meeting.turn(live_meeting.speaker())
    turns.finish(
        live_meeting.meeting, by=live_meeting.membership("fay"), turn_id=turn.pk
    )
    second = live_meeting.speaker()

    turns.finish(
        live_meeting.meeting, by=live_meeting.membership("fay"), turn_id=turn.pk
    )

    assert live_meeting.speaker() == second


@pytest.mark.at("open")
def test_passing_is_a_turn(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    speaker = live_meeting.speaker()

    turns.pass_turn(live_meeting.meeting, by=live_meeting.membership(speaker))

    assert live_meeting.turn(speaker).state == Turn.State.PASSED
    assert live_meeting.speaker() not in {"", speaker}


@pytest.mark.at("open")
def test_passing_ahead_leaves_the_speaker_alone(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    speaker, last = live_meeting.speaker(), live_meeting.order()[-1]

    turns.pass_turn(live_meeting.meeting, by=live_meeting.membership(last))

    assert live_meeting.speaker() == speaker
    assert live_meeting.turn(last).state == Turn.State.PASSED


@pytest.mark.at("open")
def test_the_lamp_leaves_out_who_is_away_and_can_come_back(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    first, second = live_meeting.order()[:2]
    live_meeting.silence(first, 61)
    presence.seen(live_meeting.meeting, by=live_meeting.membership(second))

    live_meeting.begin()
    assert live_meeting.speaker() == second
    presence.seen(live_meeting.meeting, by=live_meeting.membership(first))
    turns.give(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership(first),
    )

    assert live_meeting.speaker() == first
    assert live_meeting.turn(second).state == Turn.State.DONE


@pytest.mark.at("open")
def test_who_left_the_set_has_no_turn(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    first, second = live_meeting.order()[:2]
    end(live_meeting.membership(first), by=live_meeting.membership("fay"))

    live_meeting.begin()

    assert live_meeting.speaker() == second


@pytest.mark.at("open")
def test_only_the_facilitator_gives_the_floor(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(PermissionDenied):
        turns.give(
            live_meeting.meeting,
            by=live_meeting.membership("ben"),
            who=live_meeting.membership("ben"),
        )


def test_an_absentee_cannot_be_given_the_floor(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:5]
    live_meeting.start()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        turns.give(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            who=live_meeting.membership("tom"),
        )


@pytest.mark.at("current_issue")
def test_between_questions_the_floor_returns_to_the_presenter(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("current_issue")
    assert live_meeting.speaker() == "pia"
    turns.give(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership("tom"),
    )
    assert live_meeting.speaker() == "tom"

    turns.finish(
        live_meeting.meeting,
        by=live_meeting.membership("tom"),
        turn_id=live_meeting.turn("tom").pk,
    )

    assert live_meeting.speaker() == "pia"


@pytest.mark.at("open")
def test_a_turn_of_an_earlier_round_is_stale(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    turn = live_meeting.turn(live_meeting.speaker())
    live_meeting.go_to("report_backs")

    with pytest.raises(Stale):
        turns.finish(
            live_meeting.meeting, by=live_meeting.membership("fay"), turn_id=turn.pk
        )
    turn.refresh_from_db()
    assert turn.state == Turn.State.DONE
