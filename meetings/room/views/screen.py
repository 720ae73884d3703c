"""The room on a projector: everything public, large, with nothing to press."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.access import RoomAccess, room_or_404
from meetings.room.queries.fetch import cached_room
from meetings.room.queries.screen import Wall


@require_safe
def screen(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the page for a projector; a past meeting redirects to its record."""
    access = room_or_404(request.user, code)
    if not (access.meeting.is_scheduled or access.meeting.is_live):
        return redirect(access.meeting)
    return _show(request, access, "meetings/room/screen.html")


@require_safe
def panels(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the part of the projector's page that changes."""
    access = room_or_404(request.user, code)
    if not (access.meeting.is_scheduled or access.meeting.is_live):
        return render(request, "meetings/room/_over.html", {"meeting": access.meeting})
    return _show(request, access, "meetings/room/screen/_panels.html")


def _show(request: SignedInRequest, access: RoomAccess, template: str) -> HttpResponse:
    cached = cached_room(
        access.meeting, access.now, facilitator_is_gone=access.facilitator_is_gone
    )
    view = cached.view.at(access.now)
    shown = {
        "cached": cached,
        "view": view,
        "meeting": view.meeting,
        "wall": Wall(view),
    }
    return render(request, template, shown)
