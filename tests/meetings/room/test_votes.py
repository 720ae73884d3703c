"""One vote each, hidden until all have voted; the count decides nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.models import Bid, Meeting, Slip
from meetings.room.services import bids, votes
from tests.meetings.room.live_meeting import SIX, Sitting

pytestmark = pytest.mark.at("choose")


@pytest.fixture
def bid_for(sitting: Sitting) -> dict[str, Bid]:
    """Two bids are on the table."""
    sitting.go_to("choose")
    placed = {name: sitting.bid(name, f"How can I, {name}?") for name in ("max", "ben")}
    bids.reveal(sitting.meeting, by=sitting.membership("fay"))
    return placed


def _call(sitting: Sitting, by: str = "fay") -> None:
    votes.call(sitting.meeting, by=sitting.membership(by))


def _vote(sitting: Sitting, name: str, bid: Bid) -> None:
    votes.cast(sitting.meeting, by=sitting.membership(name), bid_id=bid.pk)


def _cast(sitting: Sitting) -> list[tuple[str, int | None]]:
    slips = sitting.meeting.slips.filter(kind=Slip.Kind.VOTE).order_by("membership")
    return [(slip.membership.first_name, slip.bid_id) for slip in slips]


def test_a_member_votes_once_and_may_change_it(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    _call(sitting)

    _vote(sitting, "tom", bid_for["max"])
    _vote(sitting, "tom", bid_for["ben"])

    assert _cast(sitting) == [("Tom", bid_for["ben"].pk)]
    assert sitting.meeting.vote == Meeting.Vote.OPEN


def test_the_last_one_here_to_vote_ends_the_vote(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    _call(sitting)
    sitting.meeting.attendances.filter(membership=sitting.membership("lea")).update(
        is_away=True
    )

    for name in SIX:
        if name != "lea":
            _vote(sitting, name, bid_for["max"])

    assert sitting.meeting.vote == Meeting.Vote.COUNTED
    assert not sitting.meeting.inquiries.exists()
    with pytest.raises(Stale):
        _vote(sitting, "lea", bid_for["max"])


def test_the_facilitator_counts_before_all_have_voted(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    _call(sitting)
    _vote(sitting, "tom", bid_for["max"])

    votes.count(sitting.meeting, by=sitting.membership("fay"))
    votes.count(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.vote == Meeting.Vote.COUNTED


def test_a_vote_can_be_called_once_more_and_begins_anew(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    _call(sitting)
    _vote(sitting, "tom", bid_for["max"])
    votes.count(sitting.meeting, by=sitting.membership("fay"))

    _call(sitting)
    _call(sitting)

    assert (_cast(sitting), sitting.meeting.vote) == ([], Meeting.Vote.OPEN)


def test_only_the_facilitator_calls_and_counts(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    with pytest.raises(PermissionDenied):
        _call(sitting, by="max")
    with pytest.raises(PermissionDenied):
        votes.count(sitting.meeting, by=sitting.membership("max"))


def test_an_adviser_has_no_vote(sitting: Sitting, bid_for: dict[str, Bid]):
    _call(sitting)

    with pytest.raises(PermissionDenied):
        _vote(sitting, "ada", bid_for["max"])


@pytest.mark.at("choose")
def test_hidden_bids_cannot_be_voted_on(sitting: Sitting):
    sitting.go_to("choose")
    sitting.bid("max")

    with pytest.raises(NotAllowedYet, match="table"):
        _call(sitting)


def test_one_bid_needs_no_vote(sitting: Sitting, bid_for: dict[str, Bid]):
    bids.withdraw(sitting.meeting, by=sitting.membership("ben"))

    with pytest.raises(NotAllowedYet, match="two"):
        _call(sitting)


def test_a_bid_taken_back_gives_its_votes_back(
    sitting: Sitting, bid_for: dict[str, Bid]
):
    _call(sitting)
    _vote(sitting, "tom", bid_for["ben"])

    bids.withdraw(sitting.meeting, by=sitting.membership("ben"))

    assert _cast(sitting) == []
    with pytest.raises(Stale, match="withdrawn"):
        _vote(sitting, "tom", bid_for["ben"])


def test_no_vote_without_a_call(sitting: Sitting, bid_for: dict[str, Bid]):
    with pytest.raises(Stale):
        _vote(sitting, "tom", bid_for["max"])
