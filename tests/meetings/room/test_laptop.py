"""One laptop for several: who sits beside it, and what is recorded for them."""

import datetime as dt
import uuid
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from actionlearning.lib.clock import at
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Meeting
from meetings.room.services import bids, inquiry, laptop, lobby, phase, presence
from meetings.room.services.inquiry import fingerprint
from meetings.state import people_here
from tests.meetings.room.live_meeting import LiveMeeting

OTHERS = ("pia", "max", "ben", "lea", "tom")
WORDS = "They do not talk."


@pytest.fixture
def alone(live_meeting: LiveMeeting) -> LiveMeeting:
    """Fay alone has a laptop; everybody sits around it."""
    live_meeting.people = ("fay",)
    live_meeting.gather()
    fay = live_meeting.membership("fay")
    lobby.choose_facilitator(live_meeting.meeting, by=fay, who=fay)
    for name in OTHERS:
        laptop.seat(live_meeting.meeting, by=fay, who=live_meeting.membership(name))
    lobby.start(live_meeting.meeting, by=fay)
    return live_meeting


def _recorded(live_meeting: LiveMeeting) -> Meeting:
    """Go to Pia’s airtime; her bid was written down by Fay."""
    fay, pia = live_meeting.membership("fay"), live_meeting.membership("pia")
    while live_meeting.meeting.phase != "choose":
        phase.advance(live_meeting.meeting, by=fay, seen=live_meeting.meeting.phase)
    laptop.bid(
        live_meeting.meeting,
        by=fay,
        who=pia,
        sentence="How can I begin?",
        client_id=uuid.uuid4(),
    )
    bids.choose(live_meeting.meeting, by=fay, bid_id=live_meeting.meeting.bids.get().pk)
    phase.advance(live_meeting.meeting, by=fay, seen="choose")
    return live_meeting.meeting


def _propose(live_meeting: LiveMeeting) -> None:
    inquiry.answer(
        _recorded(live_meeting),
        by=live_meeting.membership("fay"),
        question="current_issue",
        text=WORDS,
        seen=fingerprint(""),
    )


def _says_yes(live_meeting: LiveMeeting, by: str = "fay", read: str = WORDS) -> None:
    laptop.said_yes(
        live_meeting.meeting,
        by=live_meeting.membership(by),
        question="current_issue",
        proposed=fingerprint(read),
    )


def test_everybody_around_one_laptop_is_here_and_speaks(alone: LiveMeeting):
    alone.begin()

    assert len(alone.order()) == len(OTHERS) + 1
    assert people_here(alone.meeting).count() == len(OTHERS) + 1


def test_who_sits_here_is_not_called_away(alone: LiveMeeting):
    with at(alone.meeting.starts_at + dt.timedelta(minutes=30)):
        alone.silence("fay", 0)
        presence.seen(alone.meeting, by=alone.membership("fay"))

    assert not alone.meeting.attendances.filter(is_away=True).exists()


def test_a_page_of_their_own_ends_it(alone: LiveMeeting):
    presence.seen(alone.meeting, by=alone.membership("max"))

    attendance = alone.meeting.attendances.get(membership=alone.membership("max"))
    assert not attendance.sits_beside


def test_who_has_gone_is_away(alone: LiveMeeting):
    laptop.leave(alone.meeting, by=alone.membership("fay"), who=alone.membership("max"))

    assert alone.meeting.attendances.get(membership=alone.membership("max")).is_away


@pytest.mark.at("open")
@pytest.mark.parametrize("who", ["max", "ada"])
def test_only_the_facilitator_seats_anybody(live_meeting: LiveMeeting, who: str):
    live_meeting.go_to("open")

    with pytest.raises(PermissionDenied):
        laptop.seat(
            live_meeting.meeting,
            by=live_meeting.membership(who),
            who=live_meeting.membership("ben"),
        )


@pytest.mark.parametrize("who", ["ada", "ola"])
def test_only_members_of_the_set_are_seated(alone: LiveMeeting, who: str):
    with pytest.raises(PermissionDenied):
        laptop.seat(
            alone.meeting, by=alone.membership("fay"), who=alone.membership(who)
        )


@pytest.mark.at("choose")
def test_nobody_records_for_who_has_a_page(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")

    with pytest.raises(NotAllowedYet):
        laptop.bid(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            who=live_meeting.membership("max"),
            sentence="How can I rest?",
            client_id=uuid.uuid4(),
        )


def test_a_yes_said_aloud_is_kept_as_recorded(alone: LiveMeeting):
    _propose(alone)

    _says_yes(alone)

    kept = alone.meeting.inquiries.get()
    assert (kept.current_issue, kept.is_unconfirmed) == (WORDS, True)
    assert kept.recorded_by == alone.membership("fay")


def test_a_yes_is_for_what_was_read(alone: LiveMeeting):
    _propose(alone)

    with pytest.raises(Stale):
        _says_yes(alone, read="Something else.")
    with pytest.raises(PermissionDenied):
        _says_yes(alone, by="max")

    assert not alone.meeting.inquiries.get().current_issue


def test_an_issue_recorded_for_somebody_waits_for_their_yes(alone: LiveMeeting):
    assert _recorded(alone).inquiries.get().is_unconfirmed


@pytest.mark.at("open")
def test_the_page_offers_it_to_the_facilitator_alone(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    address = reverse("meetings:room", args=[live_meeting.cast.meeting.code])

    fay, tom = (
        live_meeting.cast.client(name).get(address).content.decode()
        for name in ("fay", "tom")
    )

    assert "We are sharing one laptop" in fay
    assert "We are sharing one laptop" not in tom


def test_the_button_says_yes_for_the_presenter(alone: LiveMeeting):
    _propose(alone)
    code = alone.cast.meeting.code
    room = alone.cast.client("fay").get(reverse("meetings:room", args=[code]))
    address = reverse("meetings:said_yes", args=[code, "current_issue"])

    answer = alone.cast.client("fay").post(address, {"proposed": fingerprint(WORDS)})

    assert "Pia said yes to this" in room.content.decode()
    assert answer.status_code == HTTPStatus.FOUND
    assert alone.meeting.inquiries.get().current_issue == WORDS
