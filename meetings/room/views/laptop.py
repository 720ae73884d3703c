"""One laptop for several people: mark who sits beside it, and record for them."""

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Unclear
from meetings.formats.phases import QUESTIONS
from meetings.models import Meeting
from meetings.permissions import may_steer
from meetings.room.forms.command import WhoForm
from meetings.room.forms.laptop import BidForOtherForm, SaidForm
from meetings.room.services import laptop
from meetings.room.views.room import command, valid
from sets.models import Membership
from sets.permissions import require


@command
def seat(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Mark that a member sits beside the laptop."""
    require(may_steer(membership, meeting))
    who = valid(WhoForm(request.POST, membership=membership)).person
    laptop.seat(meeting, by=membership, who=who)


@command
def seat_end(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Mark that a member has gone from the laptop."""
    require(may_steer(membership, meeting))
    who = valid(WhoForm(request.POST, membership=membership)).person
    laptop.leave(meeting, by=membership, who=who)


@command
def bid(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Write down a member's bid for them."""
    require(may_steer(membership, meeting))
    form = valid(BidForOtherForm(request.POST, membership=membership))
    sent = {name: form.cleaned_data[name] for name in ("who", "sentence", "client_id")}
    laptop.bid(meeting, by=membership, **sent)


@command
def yes(
    request: SignedInRequest, meeting: Meeting, membership: Membership, question: str
) -> None:
    """Note that the presenter said yes aloud to a proposal."""
    require(may_steer(membership, meeting))
    if question not in QUESTIONS:
        raise Unclear
    proposed = valid(SaidForm(request.POST)).cleaned_data["proposed"]
    laptop.said_yes(meeting, by=membership, question=question, proposed=proposed)
