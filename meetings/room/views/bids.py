"""Ask for airtime, vote if the set wants to, and record the set's choice."""

from django.http import HttpResponse

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_take_part
from meetings.room.forms.bid import BidForm
from meetings.room.services import bids as bid_services, votes
from meetings.room.services.parking import park
from meetings.room.views.room import Again, command
from sets.models import Membership
from sets.permissions import require


@command
def bids(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Bid, or reword one's bid."""
    require(may_take_part(membership))
    form = BidForm(request.POST, membership=membership)
    if not form.is_valid():
        return Again({"bid_form": form})
    bid_services.submit(meeting, by=membership, **form.cleaned_data)
    return None


@command
def withdrawal(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Withdraw one's bid."""
    bid_services.withdraw(meeting, by=membership)


@command
def choice(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Record the issue that the set chose."""
    bid_services.choose(meeting, by=membership, bid_id=pk)


@command
def choice_back(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Take a choice back before its work has begun."""
    bid_services.unchoose(meeting, by=membership, bid_id=pk)


@command
def letting_go(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Delete one's own bid from an earlier meeting."""
    bid_services.let_go(meeting, by=membership, bid_id=pk)


@command
def parking(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Park one's own bid for another time."""
    park(meeting, by=membership)


@command
def bids_reveal(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Show all bids."""
    bid_services.reveal(meeting, by=membership)


@command
def vote(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Ask everybody for one vote."""
    votes.call(meeting, by=membership)


@command
def bid_vote(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Vote for a bid."""
    votes.cast(meeting, by=membership, bid_id=pk)


@command
def vote_count(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Count the votes so far and show them."""
    votes.count(meeting, by=membership)
