"""Plain Django views of the room, behind the same middleware as the product's own.

`plain` is the room at full price: the same access check, queries and templates for each
viewer, nothing kept and nothing shared. `write` and `fragment` are the least that a room
which changes can be: one row is written and the bare stream told, and each viewer fetches
a text that stands ready. `bench.live` serves all three beside the product.
"""

import itertools
import json
from collections.abc import Iterator
from functools import cache

import redis
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from actionlearning.accounts.http import SignedInRequest
from bench.baseline_stream import CHANNEL, ready_fragment
from meetings.access import room_or_404
from meetings.models import Meeting
from meetings.room.queries.cache import CachedRoom
from meetings.room.queries.fetch import room_view
from meetings.room.views.room import context


def plain(request: SignedInRequest, code: str) -> HttpResponse:
    """Answer as `meetings.room.views.room.panels` does, at full price."""
    door = room_or_404(request.user, code)
    cached = CachedRoom(
        room_view(door.meeting, door.now, facilitator_is_gone=door.facilitator_is_gone)
    )
    shown = context(cached, door, {})
    return render(request, "meetings/room/_panels.html", shown)


@cache
def _versions() -> Iterator[int]:
    newest = Meeting.objects.aggregate(newest=Max("version"))["newest"]
    return itertools.count(newest + 1)


@cache
def _link() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL)


def write(_request: HttpRequest, code: str) -> HttpResponse:
    """Write one row, tell the bare stream of it, and answer with the ready text."""
    version = next(_versions())
    Meeting.objects.filter(code=code).update(version=version)
    _link().publish(CHANNEL, json.dumps({"room": f"/{code}", "version": version}))
    return HttpResponse(ready_fragment(version))


def fragment(request: HttpRequest) -> HttpResponse:
    """Answer with the ready text, for the version that was heard of."""
    return HttpResponse(ready_fragment(int(request.GET["version"])))


urlpatterns: list[URLPattern | URLResolver] = [
    path("plain/<str:code>/", plain),
    path("baseline/", fragment),
    path("baseline/<str:code>/", write),
    path("", include("actionlearning.urls")),
]
