"""The room as a plain Django view: each viewer runs the queries and renders it all.

The same door, the same queries and the same templates behind the same middleware as the
product's own view; nothing is kept and nothing shared. `bench.live` serves it beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from meetings.access import room_or_404
from meetings.room.queries.cache import CachedRoom
from meetings.room.queries.fetch import room_view
from meetings.room.views.room import context

if TYPE_CHECKING:
    from django.http import HttpResponse

    from actionlearning.accounts.http import SignedInRequest


def plain(request: SignedInRequest, code: str) -> HttpResponse:
    """Answer as `meetings.room.views.room.panels` does, at full price."""
    door = room_or_404(request.user, code)
    cached = CachedRoom(
        room_view(door.meeting, door.now, facilitator_is_gone=door.facilitator_is_gone)
    )
    shown = context(cached, door, {})
    return render(request, "meetings/room/_panels.html", shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("plain/<str:code>/", plain),
    path("", include("actionlearning.urls")),
]
