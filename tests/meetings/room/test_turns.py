import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Turn
from meetings.room.services import presence, turns
from sets.memberships import end
from tests.meetings.room.live_meeting import SIX, Sitting


@pytest.mark.at("open")
def test_the_lamp_goes_round_once(sitting: Sitting):
    sitting.go_to("open").begin()
    spoke = []

    while name := sitting.speaker():
        spoke.append(name)
        turns.finish(
            sitting.meeting, by=sitting.membership(name), turn_id=sitting.turn(name).pk
        )

    assert spoke == sitting.order()
    assert sorted(spoke) == sorted(SIX)
    assert spoke[0] != "fay"


@pytest.mark.at("open")
def test_beginning_twice_begins_once(sitting: Sitting):
    sitting.go_to("open").begin()
    first = sitting.speaker()

    sitting.begin()

    assert sitting.speaker() == first


@pytest.mark.at("open")
def test_only_the_facilitator_begins(sitting: Sitting):
    sitting.go_to("open")

    with pytest.raises(PermissionDenied):
        turns.begin(sitting.meeting, by=sitting.membership("ben"))


@pytest.mark.at("open")
@pytest.mark.parametrize("who", ["the speaker", "fay"])
def test_speaker_or_facilitator_ends_a_turn(sitting: Sitting, who: str):
    sitting.go_to("open").begin()
    speaker = sitting.speaker()
    turn = sitting.turn(speaker)

    turns.finish(
        sitting.meeting,
        by=sitting.membership(speaker if who == "the speaker" else who),
        turn_id=turn.pk,
    )

    turn.refresh_from_db()
    assert turn.state == Turn.State.DONE
    assert sitting.speaker() not in {"", speaker}


@pytest.mark.at("open")
def test_nobody_else_ends_a_turn(sitting: Sitting):
    sitting.go_to("open").begin()
    speaker = sitting.speaker()
    other = next(name for name in SIX if name not in {speaker, "fay"})

    with pytest.raises(PermissionDenied):
        turns.finish(
            sitting.meeting,
            by=sitting.membership(other),
            turn_id=sitting.turn(speaker).pk,
        )


@pytest.mark.at("open")
def test_ending_a_turn_twice_skips_nobody(sitting: Sitting):
    sitting.go_to("open").begin()
    turn = sitting.turn(sitting.speaker())
    turns.finish(sitting.meeting, by=sitting.membership("fay"), turn_id=turn.pk)
    second = sitting.speaker()

    turns.finish(sitting.meeting, by=sitting.membership("fay"), turn_id=turn.pk)

    assert sitting.speaker() == second


@pytest.mark.at("open")
def test_passing_is_a_turn(sitting: Sitting):
    sitting.go_to("open").begin()
    speaker = sitting.speaker()

    turns.pass_turn(sitting.meeting, by=sitting.membership(speaker))

    assert sitting.turn(speaker).state == Turn.State.PASSED
    assert sitting.speaker() not in {"", speaker}


@pytest.mark.at("open")
def test_passing_ahead_leaves_the_speaker_alone(sitting: Sitting):
    sitting.go_to("open").begin()
    speaker, last = sitting.speaker(), sitting.order()[-1]

    turns.pass_turn(sitting.meeting, by=sitting.membership(last))

    assert sitting.speaker() == speaker
    assert sitting.turn(last).state == Turn.State.PASSED


@pytest.mark.at("open")
def test_the_lamp_leaves_out_who_is_away_and_can_come_back(sitting: Sitting):
    sitting.go_to("open")
    first, second = sitting.order()[:2]
    sitting.silence(first, 61)
    presence.seen(sitting.meeting, by=sitting.membership(second))

    sitting.begin()
    assert sitting.speaker() == second
    presence.seen(sitting.meeting, by=sitting.membership(first))
    turns.give(
        sitting.meeting, by=sitting.membership("fay"), who=sitting.membership(first)
    )

    assert sitting.speaker() == first
    assert sitting.turn(second).state == Turn.State.DONE


@pytest.mark.at("open")
def test_who_left_the_set_has_no_turn(sitting: Sitting):
    sitting.go_to("open")
    first, second = sitting.order()[:2]
    end(sitting.membership(first), by=sitting.membership("fay"))

    sitting.begin()

    assert sitting.speaker() == second


@pytest.mark.at("open")
def test_only_the_facilitator_gives_the_floor(sitting: Sitting):
    sitting.go_to("open")

    with pytest.raises(PermissionDenied):
        turns.give(
            sitting.meeting, by=sitting.membership("ben"), who=sitting.membership("ben")
        )


def test_an_absentee_cannot_be_given_the_floor(sitting: Sitting):
    sitting.people = SIX[:5]
    sitting.start()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        turns.give(
            sitting.meeting, by=sitting.membership("fay"), who=sitting.membership("tom")
        )


@pytest.mark.at("current_issue")
def test_between_questions_the_floor_returns_to_the_presenter(sitting: Sitting):
    sitting.go_to("current_issue")
    assert sitting.speaker() == "pia"
    turns.give(
        sitting.meeting, by=sitting.membership("fay"), who=sitting.membership("tom")
    )
    assert sitting.speaker() == "tom"

    turns.finish(
        sitting.meeting, by=sitting.membership("tom"), turn_id=sitting.turn("tom").pk
    )

    assert sitting.speaker() == "pia"


@pytest.mark.at("open")
def test_a_turn_of_an_earlier_round_is_stale(sitting: Sitting):
    sitting.go_to("open").begin()
    turn = sitting.turn(sitting.speaker())
    sitting.go_to("report_backs")

    with pytest.raises(Stale):
        turns.finish(sitting.meeting, by=sitting.membership("fay"), turn_id=turn.pk)
    turn.refresh_from_db()
    assert turn.state == Turn.State.DONE
