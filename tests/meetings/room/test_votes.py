"""One vote each, hidden until all have voted; the count decides nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Bid, Meeting, Slip
from meetings.room.services import bids, votes
from tests.meetings.room.live_meeting import SIX, LiveMeeting

pytestmark = pytest.mark.at("choose")


@pytest.fixture
def bid_for(live_meeting: LiveMeeting) -> dict[str, Bid]:
    """Two bids are on the table."""
    live_meeting.go_to("choose")
    placed = {
        name: live_meeting.bid(name, f"How can I, {name}?") for name in ("max", "ben")
    }
    bids.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))
    return placed


def _call(live_meeting: LiveMeeting, by: str = "fay") -> None:
    votes.call(live_meeting.meeting, by=live_meeting.membership(by))


def _vote(live_meeting: LiveMeeting, name: str, bid: Bid) -> None:
    votes.cast(live_meeting.meeting, by=live_meeting.membership(name), bid_id=bid.pk)


def _cast(live_meeting: LiveMeeting) -> list[tuple[str, int | None]]:
    slips = live_meeting.meeting.slips.filter(kind=Slip.Kind.VOTE).order_by(
        "membership"
    )
    return [(slip.membership.first_name, slip.bid_id) for slip in slips]


def test_a_member_votes_once_and_may_change_it(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    _call(live_meeting)

    _vote(live_meeting, "tom", bid_for["max"])
    _vote(live_meeting, "tom", bid_for["ben"])

    assert _cast(live_meeting) == [("Tom", bid_for["ben"].pk)]
    assert live_meeting.meeting.vote == Meeting.Vote.OPEN


def test_the_last_one_here_to_vote_ends_the_vote(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    _call(live_meeting)
    live_meeting.meeting.attendances.filter(
        membership=live_meeting.membership("lea")
    ).update(is_away=True)

    for name in SIX:
        if name != "lea":
            _vote(live_meeting, name, bid_for["max"])

    assert live_meeting.meeting.vote == Meeting.Vote.COUNTED
    assert not live_meeting.meeting.inquiries.exists()
    with pytest.raises(Stale):
        _vote(live_meeting, "lea", bid_for["max"])


def test_the_facilitator_counts_before_all_have_voted(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    _call(live_meeting)
    _vote(live_meeting, "tom", bid_for["max"])

    votes.count(live_meeting.meeting, by=live_meeting.membership("fay"))
    votes.count(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.vote == Meeting.Vote.COUNTED


def test_a_vote_can_be_called_once_more_and_begins_anew(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    _call(live_meeting)
    _vote(live_meeting, "tom", bid_for["max"])
    votes.count(live_meeting.meeting, by=live_meeting.membership("fay"))

    _call(live_meeting)
    _call(live_meeting)

    assert (_cast(live_meeting), live_meeting.meeting.vote) == ([], Meeting.Vote.OPEN)


def test_only_the_facilitator_calls_and_counts(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    with pytest.raises(PermissionDenied):
        _call(live_meeting, by="max")
    with pytest.raises(PermissionDenied):
        votes.count(live_meeting.meeting, by=live_meeting.membership("max"))


def test_an_adviser_has_no_vote(live_meeting: LiveMeeting, bid_for: dict[str, Bid]):
    _call(live_meeting)

    with pytest.raises(PermissionDenied):
        _vote(live_meeting, "ada", bid_for["max"])


@pytest.mark.at("choose")
def test_hidden_bids_cannot_be_voted_on(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")
    live_meeting.bid("max")

    with pytest.raises(NotAllowedYet, match="table"):
        _call(live_meeting)


def test_one_bid_needs_no_vote(live_meeting: LiveMeeting, bid_for: dict[str, Bid]):
    bids.withdraw(live_meeting.meeting, by=live_meeting.membership("ben"))

    with pytest.raises(NotAllowedYet, match="two"):
        _call(live_meeting)


def test_a_bid_taken_back_gives_its_votes_back(
    live_meeting: LiveMeeting, bid_for: dict[str, Bid]
):
    _call(live_meeting)
    _vote(live_meeting, "tom", bid_for["ben"])

    bids.withdraw(live_meeting.meeting, by=live_meeting.membership("ben"))

    assert _cast(live_meeting) == []
    with pytest.raises(Stale, match="withdrawn"):
        _vote(live_meeting, "tom", bid_for["ben"])


def test_no_vote_without_a_call(live_meeting: LiveMeeting, bid_for: dict[str, Bid]):
    with pytest.raises(Stale):
        _vote(live_meeting, "tom", bid_for["max"])
