import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.room.services import facilitation, phase
from meetings.room.services.facilitation import stand_in_id
from sets.models import Activity, Membership
from sets.verbs import Verb
from tests.meetings.room.live_meeting import SIX, LiveMeeting


def _stand_in(live_meeting: LiveMeeting) -> Membership:
    return Membership.objects.get(pk=stand_in_id(live_meeting.meeting) or 0)


def _anybody(live_meeting: LiveMeeting) -> Membership:
    stand_in = _stand_in(live_meeting)
    return next(
        membership
        for membership in map(live_meeting.membership, SIX)
        if membership != stand_in and not membership.is_coordinator
    )


@pytest.mark.at("open")
def test_the_role_is_handed_to_somebody_who_is_here(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("ben"),
    )

    assert live_meeting.meeting.facilitator == live_meeting.membership("ben")
    assert Activity.objects.filter(verb=Verb.FACILITATOR_HANDED_OVER).count() == 1


@pytest.mark.parametrize(("by", "to"), [("ben", "ben"), ("fay", "ada")])
def test_only_the_facilitator_hands_over_and_only_to_a_member(live_meeting, by, to):
    live_meeting.people = (*SIX, "ada")
    live_meeting.start()

    with pytest.raises(PermissionDenied):
        facilitation.hand_over(
            live_meeting.meeting,
            by=live_meeting.membership(by),
            to=live_meeting.membership(to),
        )


def test_the_role_is_not_handed_to_an_absentee(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:5]
    live_meeting.start()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        facilitation.hand_over(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            to=live_meeting.membership("tom"),
        )


@pytest.mark.at("current_issue")
def test_the_presenter_does_not_facilitate_their_own_issue(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")

    with pytest.raises(NotAllowedYet, match="Pia is presenting"):
        facilitation.hand_over(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            to=live_meeting.membership("pia"),
        )


@pytest.mark.at("open")
def test_the_stand_in_takes_over_after_a_minute(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 61)
    stand_in = _stand_in(live_meeting)

    facilitation.take_over(live_meeting.meeting, by=stand_in)

    assert live_meeting.meeting.facilitator == stand_in
    assert Activity.objects.filter(verb=Verb.FACILITATOR_TAKEN_OVER).count() == 1


@pytest.mark.at("open")
def test_anybody_else_waits_for_two_minutes(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 100)
    anybody = _anybody(live_meeting)
    with pytest.raises(NotAllowedYet, match="away for two minutes"):
        facilitation.take_over(live_meeting.meeting, by=anybody)

    live_meeting.silence("fay", 121)
    facilitation.take_over(live_meeting.meeting, by=anybody)

    assert live_meeting.meeting.facilitator == anybody


@pytest.mark.at("open")
def test_nobody_takes_over_from_a_facilitator_who_is_here(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    with pytest.raises(Stale, match="Fay is here"):
        facilitation.take_over(live_meeting.meeting, by=_stand_in(live_meeting))


@pytest.mark.at("open")
def test_an_adviser_never_takes_over(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 600)

    with pytest.raises(PermissionDenied):
        facilitation.take_over(live_meeting.meeting, by=live_meeting.membership("ada"))


@pytest.mark.at("open")
def test_the_role_never_moves_by_itself(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 3600)

    assert live_meeting.meeting.facilitator == live_meeting.membership("fay")
    phase.advance(live_meeting.meeting, by=live_meeting.membership("fay"), seen="open")
    assert live_meeting.meeting.phase == "report_backs"
