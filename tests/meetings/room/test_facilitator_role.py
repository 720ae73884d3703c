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
from tests.meetings.room.live_meeting import LiveMeeting

SECOND = 1000


def _hand(live_meeting: LiveMeeting, by: str, to: str) -> None:
    memberships = {"by": live_meeting.membership(by), "to": live_meeting.membership(to)}
    facilitation.hand_over(live_meeting.meeting, **memberships)


def _back(live_meeting: LiveMeeting, by: str) -> None:
    facilitation.take_back(live_meeting.meeting, by=live_meeting.membership(by))


def _role(live_meeting: LiveMeeting, name: str) -> FacilitatorRole:
    return facilitator_role(
        room_view(live_meeting.meeting, shared_now()), live_meeting.membership(name)
    )


@pytest.mark.at("open")
def test_the_role_is_taken_back_by_who_handed_it_over(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _hand(live_meeting, "fay", "ben")

    _back(live_meeting, "fay")

    assert live_meeting.meeting.facilitator == live_meeting.membership("fay")
    assert live_meeting.meeting.returns_to is None
    assert Activity.objects.filter(verb=Verb.FACILITATOR_TAKEN_BACK).count() == 1


@pytest.mark.at("open")
def test_the_role_is_taken_back_by_who_lost_it(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("fay", 121)
    facilitation.take_over(live_meeting.meeting, by=live_meeting.membership("ben"))

    _back(live_meeting, "fay")

    assert live_meeting.meeting.facilitator == live_meeting.membership("fay")


@pytest.mark.at("open")
def test_taking_it_back_twice_is_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _hand(live_meeting, "fay", "ben")
    _back(live_meeting, "fay")
    version = live_meeting.meeting.version

    _back(live_meeting, "fay")

    assert live_meeting.meeting.version == version


@pytest.mark.at("open")
@pytest.mark.parametrize("name", ["tom", "ada"])
def test_nobody_else_takes_it_back(live_meeting: LiveMeeting, name: str):
    live_meeting.go_to("open")
    _hand(live_meeting, "fay", "ben")

    with pytest.raises(PermissionDenied):
        _back(live_meeting, name)


@pytest.mark.at("open")
def test_who_gave_it_back_takes_nothing_back(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _hand(live_meeting, "fay", "ben")
    _hand(live_meeting, "ben", "fay")

    with pytest.raises(PermissionDenied):
        _back(live_meeting, "ben")


@pytest.mark.at("close")
def test_a_closed_meeting_returns_to_nobody(live_meeting: LiveMeeting):
    live_meeting.go_to("close")
    _hand(live_meeting, "fay", "ben")

    phase.close(live_meeting.meeting, by=live_meeting.membership("ben"), seen="close")

    assert live_meeting.meeting.returns_to is None


def _fay_presents(live_meeting: LiveMeeting) -> LiveMeeting:
    """Come to where Fay, who facilitates, presents next."""
    return live_meeting.go_to("choose").choose("fay")


def test_before_their_own_airtime_a_facilitator_is_offered_a_stand_in(
    live_meeting: LiveMeeting,
):
    _fay_presents(live_meeting)

    offered = _role(live_meeting, "fay")

    assert offered.presents_next
    assert offered.successor
    assert filled(page(live_meeting, "fay")) == [
        f"Hand over to {offered.successor.name}"
    ]


def test_a_stand_in_is_somebody_who_is_here(live_meeting: LiveMeeting):
    _fay_presents(live_meeting)
    first = _role(live_meeting, "fay").successor
    live_meeting.leave(
        *(n for n, p in live_meeting.memberships.items() if first and p.pk == first.pk)
    )

    second = _role(live_meeting, "fay").successor

    assert first
    assert second
    assert second.pk not in {first.pk, live_meeting.membership("fay").pk}


def test_alone_a_facilitator_is_told_to_wait(live_meeting: LiveMeeting):
    _fay_presents(live_meeting).leave("pia", "max", "ben", "lea", "tom")

    assert "Wait until somebody else is here." in page(live_meeting, "fay")
    assert filled(page(live_meeting, "fay")) == []


def _in_fays_airtime(live_meeting: LiveMeeting) -> LiveMeeting:
    _hand(_fay_presents(live_meeting), "fay", "ben")
    phase.advance(
        live_meeting.meeting, by=live_meeting.membership("ben"), seen="choose"
    )
    return live_meeting


def test_in_their_own_airtime_nobody_takes_the_role_back(live_meeting: LiveMeeting):
    _in_fays_airtime(live_meeting)

    assert "Take the role back" not in page(live_meeting, "fay")
    with pytest.raises(NotAllowedYet, match="Fay is presenting"):
        _back(live_meeting, "fay")


def test_after_their_airtime_one_tap_brings_the_role_back(live_meeting: LiveMeeting):
    _in_fays_airtime(live_meeting)
    for key in ("current_issue", "action_to_take", "action_points"):
        phase.advance(live_meeting.meeting, by=live_meeting.membership("ben"), seen=key)

    shown = page(live_meeting, "fay")

    assert "Your airtime is over: you can take the role back." in shown
    assert "Take the role back" in shown
    assert "Take the role back" not in page(live_meeting, "ben")
    _back(live_meeting, "fay")
    assert live_meeting.meeting.facilitator == live_meeting.membership("fay")


def _gone(live_meeting: LiveMeeting, seconds: int) -> LiveMeeting:
    return live_meeting.silence("fay", seconds).leave("fay")


@pytest.mark.at("open")
def test_others_learn_from_when_on_they_may_take_over(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    stand_in = facilitation.stand_in_id(live_meeting.meeting)
    _gone(live_meeting, 61)

    waits = {}
    for name in ("pia", "max", "ben", "lea", "tom"):
        from_ms = _role(live_meeting, name).from_ms
        seen = room_view(live_meeting.meeting, shared_now()).person(
            live_meeting.membership("fay").pk
        )
        assert from_ms
        assert seen
        assert seen.seen_at
        waits[name] = round(from_ms / SECOND - seen.seen_at.timestamp())

    first = {n for n in waits if live_meeting.membership(n).pk == stand_in}
    first |= {n for n in waits if live_meeting.membership(n).is_coordinator}
    assert {n for n, wait in waits.items() if wait == 60} == first
    assert set(waits.values()) == {60, 120}


@pytest.mark.at("open")
def test_an_adviser_sees_that_the_facilitator_is_away_and_takes_nothing(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("open")
    _gone(live_meeting, 200)

    shown = page(live_meeting, "ada")

    assert "Fay is away" in shown
    assert "Take over and move the meeting on" not in shown


@pytest.mark.at("current_issue")
def test_a_presenter_does_not_take_over(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    _gone(live_meeting, 200)

    shown = page(live_meeting, "pia")

    assert "You are presenting, so somebody else takes over." in shown
    assert "Take over and move the meeting on" not in shown


@pytest.mark.at("open")
def test_who_comes_back_sees_who_facilitates_for_them(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    _gone(live_meeting, 200)
    facilitation.take_over(live_meeting.meeting, by=live_meeting.membership("ben"))

    assert _role(live_meeting, "fay").lent_to == "Ben"
    assert "Ben is facilitating for you." in page(live_meeting, "fay")
