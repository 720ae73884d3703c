"""The room on the wall: what everybody may read, large, with nothing to press."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.access import RoomDoor, room_or_404
from meetings.room.queries.fetch import cached_room
from meetings.room.queries.screen import Wall


@require_safe
def screen(request: SignedInRequest, code: str) -> HttpResponse:
    """The page for a projector; that of a meeting that is over is its record."""
    door = room_or_404(request.user, code)
    if not (door.meeting.is_scheduled or door.meeting.is_live):
        return redirect(door.meeting)
    return _show(request, door, "meetings/room/screen.html")


@require_safe
def panels(request: SignedInRequest, code: str) -> HttpResponse:
    """The same, as the part of the page that changes."""
    door = room_or_404(request.user, code)
    if not (door.meeting.is_scheduled or door.meeting.is_live):
        return render(request, "meetings/room/_over.html", {"meeting": door.meeting})
    return _show(request, door, "meetings/room/screen/_panels.html")


def _show(request: SignedInRequest, door: RoomDoor, template: str) -> HttpResponse:
    cached = cached_room(
        door.meeting, door.now, facilitator_is_gone=door.facilitator_is_gone
    )
    view = cached.view.at(door.now)
    shown = {
        "cached": cached,
        "view": view,
        "meeting": view.meeting,
        "wall": Wall(view),
    }
    return render(request, template, shown)
