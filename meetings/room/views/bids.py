"""Ask for airtime, vote where the set wants to, and record what it chose."""

from django.http import HttpResponse

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_take_part
from meetings.room.forms.bid import BidForm
from meetings.room.services import bids as asked, votes
from meetings.room.services.parking import park
from meetings.room.views.room import Again, command
from sets.models import Membership
from sets.permissions import require


@command
def bids(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Bid, or word one's bid anew."""
    require(may_take_part(membership))
    form = BidForm(request.POST, membership=membership)
    if not form.is_valid():
        return Again({"bid_form": form})
    asked.membership(meeting, by=membership, **form.cleaned_data)
    return None


@command
def withdrawal(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Take one's bid back."""
    asked.withdraw(meeting, by=membership)


@command
def choice(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Record the issue that the set chose."""
    asked.choose(meeting, by=membership, bid_id=pk)


@command
def choice_back(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Take a choice back before its work has begun."""
    asked.unchoose(meeting, by=membership, bid_id=pk)


@command
def letting_go(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Forget an own bid of an earlier meeting."""
    asked.let_go(meeting, by=membership, bid_id=pk)


@command
def parking(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Park one's own bid for another time."""
    park(meeting, by=membership)


@command
def bids_reveal(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Put all bids on the table."""
    asked.reveal(meeting, by=membership)


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
    """Show the votes that there are."""
    votes.count(meeting, by=membership)
