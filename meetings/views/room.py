"""The live room: the page, the panels that are fetched again, and every command's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, Stale, Unclear
from meetings.access import RoomDoor, room_or_404
from meetings.models import Meeting
from meetings.queries.room import look_at
from meetings.queries.room_cache import Look
from meetings.queries.room_mine import is_early, mine, without_action
from meetings.views.room_forms import room_forms
from sets.models import Membership

P = ParamSpec("P")
Deed = Callable[
    Concatenate[SignedInRequest, Meeting, Membership, P], HttpResponse | None
]
Form = TypeVar("Form", bound=forms.BaseForm)


@require_safe
def room(request: SignedInRequest, code: str) -> HttpResponse:
    """The room of a meeting that is live or to come; a past one leads to its record."""
    return show(request, code)


@require_safe
def panels(request: SignedInRequest, code: str) -> HttpResponse:
    """The same, as the part of the page that changes."""
    return show(request, code, partial=True)


def command(view: Deed[P]) -> Callable[..., HttpResponse]:
    """Make a view of a deed: POST, the door, the deed, and the room as it is then.

    Too late is answered with 409, too early or unclear with 422, not yours with 403.
    """

    @require_POST
    @wraps(view)
    def run(
        request: SignedInRequest, code: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        door = room_or_404(request.user, code)
        try:
            answer = view(request, door.meeting, door.place, *args, **kwargs)
        except (Stale, NotAllowedYet, Unclear, PermissionDenied) as refusal:
            return _refused(request, code, refusal)
        return answer or _done(request, code)

    return run


def valid(form: Form) -> Form:
    """Return the form where it is valid; raises `Unclear` where it is not."""
    if not form.is_valid():
        raise Unclear
    return form


def show(
    request: SignedInRequest,
    code: str,
    *,
    status: int = 200,
    said: str = "",
    partial: bool = False,
    bound: Mapping[str, forms.BaseForm] | None = None,
) -> HttpResponse:
    """Answer with the room as it is now; `bound` forms keep what was typed."""
    door = room_or_404(request.user, code)
    partial = partial or _is_htmx(request)
    if not (door.meeting.is_scheduled or door.meeting.is_live):
        return _over(request, door.meeting, partial=partial)
    template = "meetings/room/_panels.html" if partial else "meetings/room.html"
    look = look_at(door.meeting, door.now, chair_is_gone=door.chair_is_gone)
    shown = {"said": said, **context(look, door, bound or {})}
    return render(request, template, shown, status=status)


def context(
    look: Look, door: RoomDoor, bound: Mapping[str, forms.BaseForm]
) -> dict[str, Any]:
    """Return what the templates of the room know: the look, and whose eyes it has."""
    view = look.view.at(door.now)
    own = mine(view, door.place)
    return {
        "look": look,
        "view": view,
        "mine": own,
        "meeting": view.meeting,
        "is_early": is_early(view),
        "without_action": without_action(view),
        **room_forms(view, own, bound),
    }


def _done(request: SignedInRequest, code: str) -> HttpResponse:
    return show(request, code) if _is_htmx(request) else redirect("meetings:room", code)


def _refused(request: SignedInRequest, code: str, refusal: Exception) -> HttpResponse:
    if isinstance(refusal, PermissionDenied):
        if not _is_htmx(request):
            raise refusal
        return show(request, code, status=403, said=_("Somebody else decides that."))
    if isinstance(refusal, Unclear):
        return show(request, code, status=422, said=_("Please try again."))
    status = 409 if isinstance(refusal, Stale) else 422
    return show(request, code, status=status, said=str(refusal))


def _over(request: SignedInRequest, meeting: Meeting, *, partial: bool) -> HttpResponse:
    if partial:
        return render(request, "meetings/room/_over.html", {"meeting": meeting})
    if meeting.is_missed:
        messages.info(request, _("This meeting did not take place."))
    elif not meeting.is_ended:
        messages.info(request, _("This meeting did not take place to its end."))
    return redirect(meeting)


def _is_htmx(request: SignedInRequest) -> bool:
    return "HX-Request" in request.headers
