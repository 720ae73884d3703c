"""Who facilitates: handed over, lost, taken over, taken back; never one's own airtime."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet
from meetings.room.queries.facilitator import FacilitatorRole, facilitator_role
from meetings.room.queries.fetch import room_view
from meetings.room.services import facilitation, phase
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.airtime import filled, page
from tests.meetings.room.live_meeting import Sitting

SECOND = 1000


def _hand(sitting: Sitting, by: str, to: str) -> None:
    memberships = {"by": sitting.membership(by), "to": sitting.membership(to)}
    facilitation.hand_over(sitting.meeting, **memberships)


def _back(sitting: Sitting, by: str) -> None:
    facilitation.take_back(sitting.meeting, by=sitting.membership(by))


def _role(sitting: Sitting, name: str) -> FacilitatorRole:
    return facilitator_role(
        room_view(sitting.meeting, shared_now()), sitting.membership(name)
    )


@pytest.mark.at("open")
def test_the_role_is_taken_back_by_who_handed_it_over(sitting: Sitting):
    sitting.go_to("open")
    _hand(sitting, "fay", "ben")

    _back(sitting, "fay")

    assert sitting.meeting.facilitator == sitting.membership("fay")
    assert sitting.meeting.returns_to is None
    assert Activity.objects.filter(verb=Verb.FACILITATOR_TAKEN_BACK).count() == 1


@pytest.mark.at("open")
def test_the_role_is_taken_back_by_who_lost_it(sitting: Sitting):
    sitting.go_to("open").silence("fay", 121)
    facilitation.take_over(sitting.meeting, by=sitting.membership("ben"))

    _back(sitting, "fay")

    assert sitting.meeting.facilitator == sitting.membership("fay")


@pytest.mark.at("open")
def test_taking_it_back_twice_is_once(sitting: Sitting):
    sitting.go_to("open")
    _hand(sitting, "fay", "ben")
    _back(sitting, "fay")
    version = sitting.meeting.version

    _back(sitting, "fay")

    assert sitting.meeting.version == version


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["tom", "ada"])
def test_nobody_else_takes_it_back(sitting: Sitting, name: str):
    sitting.go_to("open")
    _hand(sitting, "fay", "ben")

    with pytest.raises(PermissionDenied):
        _back(sitting, name)


@pytest.mark.at("open")
def test_who_gave_it_back_takes_nothing_back(sitting: Sitting):
    sitting.go_to("open")
    _hand(sitting, "fay", "ben")
    _hand(sitting, "ben", "fay")

    with pytest.raises(PermissionDenied):
        _back(sitting, "ben")


@pytest.mark.at("close")
def test_a_closed_meeting_returns_to_nobody(sitting: Sitting):
    sitting.go_to("close")
    _hand(sitting, "fay", "ben")

    phase.close(sitting.meeting, by=sitting.membership("ben"), seen="close")

    assert sitting.meeting.returns_to is None


def _fay_presents(sitting: Sitting) -> Sitting:
    """Come to where Fay, who facilitates, presents next."""
    return sitting.go_to("choose").choose("fay")


def test_before_their_own_airtime_a_facilitator_is_offered_a_stand_in(sitting: Sitting):
    _fay_presents(sitting)

    offered = _role(sitting, "fay")

    assert offered.presents_next
    assert offered.successor
    assert filled(page(sitting, "fay")) == [f"Hand over to {offered.successor.name}"]


def test_a_stand_in_is_somebody_who_is_here(sitting: Sitting):
    _fay_presents(sitting)
    first = _role(sitting, "fay").successor
    sitting.leave(
        *(n for n, p in sitting.memberships.items() if first and p.pk == first.pk)
    )

    second = _role(sitting, "fay").successor

    assert first
    assert second
    assert second.pk not in {first.pk, sitting.membership("fay").pk}


def test_alone_a_facilitator_is_told_to_wait(sitting: Sitting):
    _fay_presents(sitting).leave("pia", "max", "ben", "lea", "tom")

    assert "Wait until somebody else is here." in page(sitting, "fay")
    assert filled(page(sitting, "fay")) == []


def _in_fays_airtime(sitting: Sitting) -> Sitting:
    _hand(_fay_presents(sitting), "fay", "ben")
    phase.advance(sitting.meeting, by=sitting.membership("ben"), seen="choose")
    return sitting


def test_in_their_own_airtime_nobody_takes_the_role_back(sitting: Sitting):
    _in_fays_airtime(sitting)

    assert "Take it back" not in page(sitting, "fay")
    with pytest.raises(NotAllowedYet, match="Fay presents"):
        _back(sitting, "fay")


def test_after_their_airtime_one_tap_brings_the_role_back(sitting: Sitting):
    _in_fays_airtime(sitting)
    for key in ("current_issue", "action_to_take", "action_points"):
        phase.advance(sitting.meeting, by=sitting.membership("ben"), seen=key)

    shown = page(sitting, "fay")

    assert "Your airtime is over: you may take the role back." in shown
    assert "Take it back" in shown
    assert "Take it back" not in page(sitting, "ben")
    _back(sitting, "fay")
    assert sitting.meeting.facilitator == sitting.membership("fay")


def _gone(sitting: Sitting, seconds: int) -> Sitting:
    return sitting.silence("fay", seconds).leave("fay")


@pytest.mark.at("open")
def test_others_learn_from_when_on_they_may_take_over(sitting: Sitting):
    sitting.go_to("open")
    stand_in = facilitation.stand_in_id(sitting.meeting)
    _gone(sitting, 61)

    waits = {}
    for name in ("pia", "max", "ben", "lea", "tom"):
        from_ms = _role(sitting, name).from_ms
        seen = room_view(sitting.meeting, shared_now()).person(
            sitting.membership("fay").pk
        )
        assert from_ms
        assert seen
        assert seen.seen_at
        waits[name] = round(from_ms / SECOND - seen.seen_at.timestamp())

    first = {n for n in waits if sitting.membership(n).pk == stand_in}
    first |= {n for n in waits if sitting.membership(n).is_coordinator}
    assert {n for n, wait in waits.items() if wait == 60} == first
    assert set(waits.values()) == {60, 120}


@pytest.mark.at("open")
def test_an_adviser_sees_that_the_facilitator_is_away_and_takes_nothing(
    sitting: Sitting,
):
    sitting.go_to("open")
    _gone(sitting, 200)

    shown = page(sitting, "ada")

    assert "Fay is away" in shown
    assert "Take over and move the meeting on" not in shown


@pytest.mark.at("current_issue")
def test_a_presenter_does_not_take_over(sitting: Sitting):
    sitting.go_to("current_issue")
    _gone(sitting, 200)

    shown = page(sitting, "pia")

    assert "You present, so somebody else takes over." in shown
    assert "Take over and move the meeting on" not in shown


@pytest.mark.at("open")
def test_who_comes_back_sees_who_facilitates_for_them(sitting: Sitting):
    sitting.go_to("open")
    _gone(sitting, 200)
    facilitation.take_over(sitting.meeting, by=sitting.membership("ben"))

    assert _role(sitting, "fay").lent_to == "Ben"
    assert "Ben facilitates for you." in page(sitting, "fay")
