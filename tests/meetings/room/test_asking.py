import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Turn
from meetings.room.services import (
    asking,
    lobby,
    phase,
    presence,
)
from sets.models import Activity
from tests.meetings.room.airtime import (
    ask,
    drop_out,
    give,
    hands,
    pass_on,
    raise_hand,
)
from tests.meetings.room.live_meeting import SIX, Sitting

pytestmark = pytest.mark.at("action_to_take")


@pytest.fixture
def asked(sitting: Sitting) -> Sitting:
    """Pia presents, Fay facilitates, and the questions are open."""
    return sitting.go_to("action_to_take")


def test_a_hand_goes_up_once(asked: Sitting):
    before = asked.meeting.version

    raise_hand(asked, "tom")
    raise_hand(asked, "tom")

    assert hands(asked) == ["tom"]
    assert asked.meeting.version == before + 1


def test_lowering_a_hand_twice_lowers_it_once(asked: Sitting):
    raise_hand(asked, "tom")
    before = asked.meeting.version

    for _time in range(2):
        asking.lower_hand(asked.meeting, by=asked.membership("tom"))

    assert hands(asked) == []
    assert asked.meeting.version == before + 1


def test_the_presenter_raises_no_hand(asked: Sitting):
    with pytest.raises(PermissionDenied):
        raise_hand(asked, "pia")


@pytest.mark.at("")
def test_outside_an_airtime_there_is_no_queue(sitting: Sitting):
    sitting.start()

    with pytest.raises(PermissionDenied):
        raise_hand(sitting, "tom")


@pytest.mark.at("")
def test_who_has_not_come_in_raises_no_hand(sitting: Sitting):
    sitting.people = SIX[:5]
    sitting.go_to("action_to_take")

    with pytest.raises(NotAllowedYet, match="Come in first"):
        raise_hand(sitting, "tom")


def test_getting_the_floor_lowers_the_hand(asked: Sitting):
    raise_hand(asked, "tom")
    raise_hand(asked, "lea")

    give(asked, "tom")

    assert asked.speaker() == "tom"
    assert hands(asked) == ["lea"]


def test_who_has_the_floor_needs_no_hand(asked: Sitting):
    give(asked, "tom")

    raise_hand(asked, "tom")

    assert hands(asked) == []


def test_each_question_counts(asked: Sitting):
    for _time in range(2):
        ask(asked, "tom")

    assert asked.turn("tom").times == 2
    assert asked.speaker() == "pia"


@pytest.mark.at("")
def test_a_hand_stays_up_until_the_airtime_ends(sitting: Sitting):
    sitting.go_to("current_issue")
    raise_hand(sitting, "tom")

    sitting.go_to("action_to_take")
    kept = hands(sitting)
    sitting.go_to("actions")

    assert kept == ["tom"]
    assert hands(sitting) == []


def test_the_presenter_passes_and_the_turn_ends(asked: Sitting):
    turn = give(asked, "tom")

    pass_on(asked, turn)

    assert asked.turn("tom").state == Turn.State.DONE
    assert asked.speaker() == "pia"
    assert asked.meeting.question_passed_at


def test_passing_twice_passes_once(asked: Sitting):
    turn = give(asked, "tom")
    pass_on(asked, turn)
    before = asked.meeting.version

    pass_on(asked, turn)

    assert asked.meeting.version == before


def test_nobody_passes_on_a_question_they_have_not_heard(asked: Sitting):
    first = give(asked, "tom")
    give(asked, "lea")

    with pytest.raises(Stale):
        pass_on(asked, first)
    assert asked.speaker() == "lea"


def test_only_the_presenter_passes(asked: Sitting):
    turn = give(asked, "tom")

    with pytest.raises(PermissionDenied):
        asking.pass_question(asked.meeting, by=asked.membership("fay"), seen=turn.pk)


def test_no_reason_is_asked_and_nothing_is_logged(asked: Sitting):
    turn = give(asked, "tom")
    before = Activity.objects.count()

    pass_on(asked, turn)

    assert Activity.objects.count() == before


@pytest.mark.at("action_to_take")
def test_what_served_the_moment_is_gone_at_the_end(sitting: Sitting):
    sitting.go_to("action_to_take")
    raise_hand(sitting, "tom")
    turn = give(sitting, "lea")
    pass_on(sitting, turn)

    phase.abandon(sitting.meeting, by=sitting.membership("fay"))

    meeting = sitting.meeting
    assert not meeting.slips.exists()
    assert [getattr(meeting, name) for name in asking.PASSING] == [None] * 4


def test_who_comes_back_is_not_waited_for(asked: Sitting):
    give(asked, "lea")
    drop_out(asked, "tom")

    presence.seen(asked.meeting, by=asked.membership("tom"))

    assert not asked.meeting.turns.filter(
        membership=asked.membership("tom"), state="waiting", phase="action_to_take"
    ).exists()


def test_coming_back_keeps_the_place_in_the_queue(asked: Sitting):
    raise_hand(asked, "tom")

    lobby.enter(asked.meeting, by=asked.membership("tom"))

    assert hands(asked) == ["tom"]
