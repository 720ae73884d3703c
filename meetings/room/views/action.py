"""Agree, reword and take back actions while the set sits together."""

from django.http import HttpResponse

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.room.forms.action import ActionForm, NewActionForm
from meetings.room.queries.actions import twin
from meetings.room.services import action
from meetings.room.views.room import Again, command
from sets.models import Membership


@command
def actions(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Write an action down; if somebody has the same one, return it once with a note."""
    form = NewActionForm(request.POST, meeting=meeting, by=membership)
    if not form.is_valid():
        return Again({"action_form": form})
    data = form.cleaned_data
    owner, sure = data["owner"], data.pop("sure")
    form.twin = "" if sure else twin(meeting, deed=data["deed"], of=owner.pk)
    if form.twin:
        return Again({"action_form": form}, status=200)
    action.agree(meeting, by=membership, **data)
    return None


@command
def one(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> HttpResponse | Again | None:
    """Reword an action of one's own."""
    form = ActionForm(request.POST, meeting=meeting, auto_id=f"id_action_{pk}_%s")
    if not form.is_valid():
        return Again({f"action_{pk}": form})
    action.reword(meeting, by=membership, action_id=pk, **form.cleaned_data)
    return None


@command
def taken_back(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Take back an action of one's own."""
    action.drop(meeting, by=membership, action_id=pk)
