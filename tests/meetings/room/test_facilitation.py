import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.room.services import facilitation, phase
from meetings.room.services.facilitation import stand_in_id
from sets.models import Activity, Membership
from sets.verbs import Verb
from tests.meetings.room.live_meeting import SIX, Sitting


def _stand_in(sitting: Sitting) -> Membership:
    return Membership.objects.get(pk=stand_in_id(sitting.meeting) or 0)


def _anybody(sitting: Sitting) -> Membership:
    stand_in = _stand_in(sitting)
    return next(
        membership
        for membership in map(sitting.membership, SIX)
        if membership != stand_in and not membership.is_coordinator
    )


@pytest.mark.at("open")
def test_the_role_is_handed_to_somebody_who_is_here(sitting: Sitting):
    sitting.go_to("open")

    facilitation.hand_over(
        sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("ben")
    )

    assert sitting.meeting.facilitator == sitting.membership("ben")
    assert Activity.objects.filter(verb=Verb.FACILITATOR_HANDED_OVER).count() == 1


@pytest.mark.parametrize(("by", "to"), [("ben", "ben"), ("fay", "ada")])
def test_only_the_facilitator_hands_over_and_only_to_a_member(sitting, by, to):
    sitting.people = (*SIX, "ada")
    sitting.start()

    with pytest.raises(PermissionDenied):
        facilitation.hand_over(
            sitting.meeting, by=sitting.membership(by), to=sitting.membership(to)
        )


def test_the_role_is_not_handed_to_an_absentee(sitting: Sitting):
    sitting.people = SIX[:5]
    sitting.start()

    with pytest.raises(NotAllowedYet, match="Tom is not here yet"):
        facilitation.hand_over(
            sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("tom")
        )


@pytest.mark.at("current_issue")
def test_the_presenter_does_not_facilitate_their_own_issue(sitting: Sitting):
    sitting.go_to("current_issue")

    with pytest.raises(NotAllowedYet, match="Pia presents"):
        facilitation.hand_over(
            sitting.meeting, by=sitting.membership("fay"), to=sitting.membership("pia")
        )


@pytest.mark.at("open")
def test_the_stand_in_takes_over_after_a_minute(sitting: Sitting):
    sitting.go_to("open").silence("fay", 61)
    stand_in = _stand_in(sitting)

    facilitation.take_over(sitting.meeting, by=stand_in)

    assert sitting.meeting.facilitator == stand_in
    assert Activity.objects.filter(verb=Verb.FACILITATOR_TAKEN_OVER).count() == 1


@pytest.mark.at("open")
def test_anybody_else_waits_for_two_minutes(sitting: Sitting):
    sitting.go_to("open").silence("fay", 100)
    anybody = _anybody(sitting)
    with pytest.raises(NotAllowedYet, match="away for two minutes"):
        facilitation.take_over(sitting.meeting, by=anybody)

    sitting.silence("fay", 121)
    facilitation.take_over(sitting.meeting, by=anybody)

    assert sitting.meeting.facilitator == anybody


@pytest.mark.at("open")
def test_nobody_takes_over_from_a_facilitator_who_is_here(sitting: Sitting):
    sitting.go_to("open")

    with pytest.raises(Stale, match="Fay is here"):
        facilitation.take_over(sitting.meeting, by=_stand_in(sitting))


@pytest.mark.at("open")
def test_an_adviser_never_takes_over(sitting: Sitting):
    sitting.go_to("open").silence("fay", 600)

    with pytest.raises(PermissionDenied):
        facilitation.take_over(sitting.meeting, by=sitting.membership("ada"))


@pytest.mark.at("open")
def test_the_role_never_moves_by_itself(sitting: Sitting):
    sitting.go_to("open").silence("fay", 3600)

    assert sitting.meeting.facilitator == sitting.membership("fay")
    phase.advance(sitting.meeting, by=sitting.membership("fay"), seen="open")
    assert sitting.meeting.phase == "report_backs"
