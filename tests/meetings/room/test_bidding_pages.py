"""What people read while the set chooses its issues."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from meetings.models import Bid
from meetings.room.services import bids, votes
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("choose", "airtime")

HTMX = {"HX-Request": "true"}


@pytest.fixture
def choosing(live_meeting: LiveMeeting) -> LiveMeeting:
    """Two airtimes are to be given."""
    return live_meeting.hold("airtime").go_to("choose")


def _page(live_meeting: LiveMeeting, name: str) -> str:
    url = reverse("meetings:room", args=[live_meeting.cast.meeting.code])
    return " ".join(live_meeting.cast.client(name).get(url).content.decode().split())


def _post(
    live_meeting: LiveMeeting, name: str, noun: str, *args: object, **data: object
) -> Any:
    url = reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code, *args])
    return live_meeting.cast.client(name).post(url, data, headers=HTMX)


def _shown(live_meeting: LiveMeeting, *names: str) -> dict[str, Bid]:
    placed = {name: live_meeting.bid(name, f"How can I, {name}?") for name in names}
    bids.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))
    return placed


def _vote(live_meeting: LiveMeeting, **chosen: Bid) -> None:
    votes.call(live_meeting.meeting, by=live_meeting.membership("fay"))
    for name, bid in chosen.items():
        votes.cast(
            live_meeting.meeting, by=live_meeting.membership(name), bid_id=bid.pk
        )
    votes.count(live_meeting.meeting, by=live_meeting.membership("fay"))


def test_before_the_reveal_the_page_counts_and_tells_nothing_else(
    choosing: LiveMeeting,
):
    choosing.bid("max", "How can I rest?")

    page = _page(choosing, "ben")

    assert "1 of 6 has written." in page
    assert "How can I rest?" not in page
    assert "Put the bids on the table" in _page(choosing, "fay")


def test_on_the_table_each_bid_has_its_airtime_history(choosing: LiveMeeting):
    _shown(choosing, "pia", "max")

    page = _page(choosing, "ben")

    assert "Pia · had airtime once, at meeting 1" in page
    assert "Max · no airtime yet" in page


def test_a_bid_worded_after_the_reveal_says_so(choosing: LiveMeeting):
    _shown(choosing, "max")

    choosing.bid("max", "How can I rest?")

    assert "written after the others were shown" in _page(choosing, "ben")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rest at night", "How can I rest at night?"),
        ("rest at night?", "How can I rest at night?"),
        ("how can I rest", "How can I rest"),
        ("Who decides?", "Who decides?"),
    ],
)
def test_a_bid_goes_on_from_how_can_i(choosing: LiveMeeting, typed: str, kept: str):
    _post(choosing, "max", "bids", sentence=typed, client_id=uuid.uuid4())

    assert choosing.meeting.bids.get().sentence == kept


def test_the_page_says_how_many_can_present_and_in_which_order(choosing: LiveMeeting):
    placed = _shown(choosing, "max", "ben")
    before = _page(choosing, "tom")
    _post(choosing, "fay", "choice", placed["max"].pk)
    first = _page(choosing, "tom")

    _post(choosing, "fay", "choice", placed["ben"].pk)

    assert "Two can present today." in before
    assert "Two can present today. Max is first." in first
    assert "In this order: Max, Ben." in _page(choosing, "tom")


def test_a_choice_is_taken_back_by_a_button(choosing: LiveMeeting):
    bid = _shown(choosing, "max")["max"]
    _post(choosing, "fay", "choice", bid.pk)
    offered = "Withdraw this choice" in _page(choosing, "fay")

    _post(choosing, "fay", "choice_back", bid.pk)

    assert offered
    assert not choosing.meeting.inquiries.exists()


def test_a_tie_is_said_in_words(choosing: LiveMeeting):
    placed = _shown(choosing, "max", "ben")

    _vote(choosing, tom=placed["max"], pia=placed["ben"])

    assert "Max and Ben have 1 vote each. Talk it over" in _page(choosing, "lea")


def test_the_count_says_how_the_set_leans_and_decides_nothing(choosing: LiveMeeting):
    placed = _shown(choosing, "max", "ben")

    _vote(choosing, tom=placed["max"], pia=placed["max"], lea=placed["ben"])

    page = _page(choosing, "lea")
    assert "The set leans towards Max’s issue, with 2 votes. You decide." in page
    assert not choosing.meeting.inquiries.exists()


def test_an_earlier_bid_is_offered_again_to_its_owner(choosing: LiveMeeting):
    choosing.cast.held.bids.create(
        membership=choosing.membership("max"), sentence="How can I rest?"
    )
    offered = _page(choosing, "max")

    _post(choosing, "max", "bids", sentence="How can I rest?", client_id=uuid.uuid4())

    assert "You bid with these before" in offered
    assert choosing.meeting.bids.get().sentence == "How can I rest?"
    assert "You bid with these before" not in _page(choosing, "max")
