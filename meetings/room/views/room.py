"""The live room: the page, the panels that are fetched again, and every command's answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from actionlearning.lib.errors import NotYours, Refusal, Unclear
from actionlearning.lib.refusals import refusals
from meetings.access import RoomAccess, room_or_404
from meetings.models import Meeting
from meetings.room.queries.cache import CachedRoom
from meetings.room.queries.fetch import cached_room
from meetings.room.queries.viewer import is_early, viewer_room, without_action
from meetings.room.views.room_forms import room_forms
from sets.models import Membership

P = ParamSpec("P")
Form = TypeVar("Form", bound=forms.BaseForm)


@dataclass(frozen=True)
class Again:
    """The room once more, with the forms that were sent; nothing was written."""

    bound: Mapping[str, forms.BaseForm]
    status: int = 422


Command = Callable[
    Concatenate[SignedInRequest, Meeting, Membership, P], HttpResponse | Again | None
]


@require_safe
def room(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the room of a live or coming meeting; a past one redirects to its record."""
    return show(request, code)


@require_safe
def panels(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the part of the room's page that changes."""
    return show(request, code, partial=True)


def _as_it_is(
    request: SignedInRequest,
    refusal: Refusal,
    code: str,
    *_args: object,
    **_more: object,
) -> HttpResponse:
    return show(request, code, said=str(refusal))


def command(view: Command[P]) -> Callable[..., HttpResponse]:
    """Make a view of a command: POST, access, the command, and the room after it."""

    @wraps(view)
    @require_POST
    @refusals(_as_it_is, warn=False)
    def run(
        request: SignedInRequest, /, code: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        access = room_or_404(request.user, code)
        try:
            answer = view(request, access.meeting, access.membership, *args, **kwargs)
        except PermissionDenied as denied:
            raise _in_words(request, denied) from None
        if isinstance(answer, Again):
            return _draw(request, access, bound=answer.bound, status=answer.status)
        return answer or _done(request, code)

    return run


def _in_words(request: SignedInRequest, denied: PermissionDenied) -> Exception:
    """Return the refusal for the room to show; without scripts it is a page of 403."""
    if not _is_htmx(request):
        return denied
    return NotYours(_("That is for somebody else to decide."))


def valid(form: Form) -> Form:
    """Return the form if it is valid; raises `Unclear` if it is not."""
    if not form.is_valid():
        raise Unclear
    return form


def show(
    request: SignedInRequest,
    code: str,
    *,
    said: str = "",
    partial: bool = False,
    bound: Mapping[str, forms.BaseForm] | None = None,
) -> HttpResponse:
    """Answer with the room as it is now; `bound` forms keep the typed text."""
    access = room_or_404(request.user, code)
    return _draw(request, access, said=said, partial=partial, bound=bound)


def _draw(
    request: SignedInRequest,
    access: RoomAccess,
    *,
    status: int = 200,
    said: str = "",
    partial: bool = False,
    bound: Mapping[str, forms.BaseForm] | None = None,
) -> HttpResponse:
    partial = partial or _is_htmx(request)
    if not (access.meeting.is_scheduled or access.meeting.is_live):
        return _over(request, access.meeting, partial=partial)
    template = "meetings/room/_panels.html" if partial else "meetings/room/room.html"
    cached = cached_room(
        access.meeting, access.now, facilitator_is_gone=access.facilitator_is_gone
    )
    shown = {"said": said, **context(cached, access, bound or {})}
    return render(request, template, shown, status=status)


def context(
    cached: CachedRoom, access: RoomAccess, bound: Mapping[str, forms.BaseForm]
) -> dict[str, Any]:
    """Return the variables of the room's templates: the room, and its viewer's part."""
    view = cached.view.at(access.now)
    viewer = viewer_room(view, access.membership)
    return {
        "cached": cached,
        "view": view,
        "viewer": viewer,
        "meeting": view.meeting,
        "is_early": is_early(view),
        "without_action": without_action(view),
        **room_forms(view, viewer, bound),
    }


def _done(request: SignedInRequest, code: str) -> HttpResponse:
    return show(request, code) if _is_htmx(request) else redirect("meetings:room", code)


def _over(request: SignedInRequest, meeting: Meeting, *, partial: bool) -> HttpResponse:
    if partial:
        return render(request, "meetings/room/_over.html", {"meeting": meeting})
    if meeting.is_missed:
        messages.info(request, _("This meeting did not take place."))
    elif not meeting.is_ended:
        messages.info(request, _("This meeting was abandoned."))
    return redirect(meeting)


def _is_htmx(request: SignedInRequest) -> bool:
    return "HX-Request" in request.headers
