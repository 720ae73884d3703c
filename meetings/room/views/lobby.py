"""Come in, say that one is still there, choose who facilitates, begin, take over."""

from contextlib import suppress

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Stale
from meetings.access import meeting_or_404
from meetings.formats import services as formats
from meetings.formats.forms.fields import FormatChoice
from meetings.models import Meeting
from meetings.permissions import (
    may_plan,
    may_steer,
    may_take_part,
)
from meetings.room.forms.command import StartForm, WhoForm
from meetings.room.services import facilitation, lobby, presence as presences
from meetings.room.views.room import command, valid
from sets.models import Membership
from sets.permissions import require


@command
def arrival(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Come in, perhaps long before the planned time."""
    lobby.enter(meeting, by=membership)


@require_POST
def presence(request: SignedInRequest, code: str) -> HttpResponse:
    """The page is open: 204, and the room hears of it only where somebody came or went."""
    meeting, membership = meeting_or_404(request.user, code)
    if meeting.is_live or meeting.is_scheduled:
        with suppress(Stale):  # it ended in this moment: the page hears so by itself
            presences.seen(meeting, by=membership)
    return HttpResponse(status=204)


@command
def facilitator(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Name the facilitator: chosen by the set before the start, handed over after it."""
    require(may_take_part(membership))
    form = valid(WhoForm(request.POST, membership=membership))
    if meeting.is_live and may_steer(membership, meeting):
        facilitation.hand_over(meeting, by=membership, to=form.person)
    else:
        lobby.choose_facilitator(meeting, by=membership, who=form.person)


@command
def cover(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Take over from a facilitator who has gone."""
    facilitation.take_over(meeting, by=membership)


@command
def facilitator_return(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Take back the role that one handed over, or lost."""
    facilitation.take_back(meeting, by=membership)


@command
def start(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Begin the meeting, or where too few came a short one."""
    form = valid(StartForm(request.POST))
    lobby.start(meeting, by=membership, short=form.cleaned_data["short"])


@command
def room_format(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Choose another format for this meeting."""
    require(may_plan(membership, meeting))
    form = valid(FormatChoice(request.POST, of=membership.learning_set))
    formats.choose(meeting, by=membership, choice=form.choice)
