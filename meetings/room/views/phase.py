"""The facilitator's commands: phases and the clock."""

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_steer
from meetings.room.forms.command import PauseForm, SeenForm, TimeForm, WayForm
from meetings.room.services import phase as phases
from meetings.room.views.room import command, valid
from sets.models import Membership
from sets.permissions import require


@command
def phase(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Go on to the next phase, or back to the one before."""
    require(may_steer(membership, meeting))
    data = valid(WayForm(request.POST)).cleaned_data
    move = phases.advance if data["way"] == "next" else phases.back
    move(meeting, by=membership, seen=data["seen"])


@command
def time(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Give the phase some minutes more."""
    require(may_steer(membership, meeting))
    data = valid(TimeForm(request.POST)).cleaned_data
    phases.extend(meeting, by=membership, **data)


@command
def pause(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Stop the clock, or let it go on."""
    require(may_steer(membership, meeting))
    stops = valid(PauseForm(request.POST)).cleaned_data["clock"] == "stop"
    (phases.pause if stops else phases.resume)(meeting, by=membership)


@command
def closing(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Close the meeting: it becomes the record."""
    require(may_steer(membership, meeting))
    phases.close(
        meeting, by=membership, seen=valid(SeenForm(request.POST)).data["seen"]
    )


@command
def abandonment(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """End a meeting that does not come to its end."""
    phases.abandon(meeting, by=membership)
