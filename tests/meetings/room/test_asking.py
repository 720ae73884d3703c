import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Turn
from meetings.room.services import asking, lobby, phase, presence
from sets.models import Activity
from tests.meetings.room.airtime import ask, drop_out, give, hands, pass_on, raise_hand
from tests.meetings.room.live_meeting import SIX, LiveMeeting

pytestmark = pytest.mark.at("action_to_take")


@pytest.fixture
def asked(live_meeting: LiveMeeting) -> LiveMeeting:
    """Pia presents, Fay facilitates, and the questions are open."""
    return live_meeting.go_to("action_to_take")


def test_a_hand_goes_up_once(asked: LiveMeeting):
    before = asked.meeting.version

    raise_hand(asked, "tom")
    raise_hand(asked, "tom")

    assert hands(asked) == ["tom"]
    assert asked.meeting.version == before + 1


def test_lowering_a_hand_twice_lowers_it_once(asked: LiveMeeting):
    raise_hand(asked, "tom")
    before = asked.meeting.version

    for _time in range(2):
        asking.lower_hand(asked.meeting, by=asked.membership("tom"))

    assert hands(asked) == []
    assert asked.meeting.version == before + 1


def test_the_presenter_raises_no_hand(asked: LiveMeeting):
    with pytest.raises(PermissionDenied):
        raise_hand(asked, "pia")


@pytest.mark.at("")
def test_outside_an_airtime_there_is_no_queue(live_meeting: LiveMeeting):
    live_meeting.start()

    with pytest.raises(PermissionDenied):
        raise_hand(live_meeting, "tom")


@pytest.mark.at("")
def test_who_has_not_come_in_raises_no_hand(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:5]
    live_meeting.go_to("action_to_take")

    with pytest.raises(NotAllowedYet, match="Say you’re here first"):
        raise_hand(live_meeting, "tom")


def test_getting_the_floor_lowers_the_hand(asked: LiveMeeting):
    raise_hand(asked, "tom")
    raise_hand(asked, "lea")

    give(asked, "tom")

    assert asked.speaker() == "tom"
    assert hands(asked) == ["lea"]


def test_who_has_the_floor_needs_no_hand(asked: LiveMeeting):
    give(asked, "tom")

    raise_hand(asked, "tom")

    assert hands(asked) == []


def test_each_question_counts(asked: LiveMeeting):
    for _time in range(2):
        ask(asked, "tom")

    assert asked.turn("tom").times == 2
    assert asked.speaker() == "pia"


@pytest.mark.at("")
def test_a_hand_stays_up_until_the_airtime_ends(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    raise_hand(live_meeting, "tom")

    live_meeting.go_to("action_to_take")
    kept = hands(live_meeting)
    live_meeting.go_to("actions")

    assert kept == ["tom"]
    assert hands(live_meeting) == []


def test_the_presenter_passes_and_the_turn_ends(asked: LiveMeeting):
    turn = give(asked, "tom")

    pass_on(asked, turn)

    assert asked.turn("tom").state == Turn.State.DONE
    assert asked.speaker() == "pia"
    assert asked.meeting.question_passed_at


def test_passing_twice_passes_once(asked: LiveMeeting):
    turn = give(asked, "tom")
    pass_on(asked, turn)
    before = asked.meeting.version

    pass_on(asked, turn)

    assert asked.meeting.version == before


def test_nobody_passes_on_a_question_they_have_not_heard(asked: LiveMeeting):
    first = give(asked, "tom")
    give(asked, "lea")

    with pytest.raises(Stale):
        pass_on(asked, first)
    assert asked.speaker() == "lea"


def test_only_the_presenter_passes(asked: LiveMeeting):
    turn = give(asked, "tom")

    with pytest.raises(PermissionDenied):
        asking.pass_question(asked.meeting, by=asked.membership("fay"), seen=turn.pk)


def test_no_reason_is_asked_and_nothing_is_logged(asked: LiveMeeting):
    turn = give(asked, "tom")
    before = Activity.objects.count()

    pass_on(asked, turn)

    assert Activity.objects.count() == before


@pytest.mark.at("action_to_take")
def test_what_served_the_moment_is_gone_at_the_end(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    raise_hand(live_meeting, "tom")
    turn = give(live_meeting, "lea")
    pass_on(live_meeting, turn)

    phase.abandon(live_meeting.meeting, by=live_meeting.membership("fay"))

    meeting = live_meeting.meeting
    assert not meeting.slips.exists()
    assert [getattr(meeting, name) for name in asking.PASSING] == [None] * 4


def test_who_comes_back_is_not_waited_for(asked: LiveMeeting):
    give(asked, "lea")
    drop_out(asked, "tom")

    presence.seen(asked.meeting, by=asked.membership("tom"))

    assert not asked.meeting.turns.filter(
        membership=asked.membership("tom"), state="waiting", phase="action_to_take"
    ).exists()


def test_coming_back_keeps_the_place_in_the_queue(asked: LiveMeeting):
    raise_hand(asked, "tom")

    lobby.enter(asked.meeting, by=asked.membership("tom"))

    assert hands(asked) == ["tom"]
