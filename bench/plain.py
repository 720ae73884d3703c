"""The room as a plain Django view: each viewer runs the queries and renders it all.

The same door, the same queries and the same templates behind the same middleware as the
product's own view; nothing is kept and nothing shared. `bench.live` serves it beside it,
twice: with the ORM building its queries, as it does in any Django view, and with our
prepared ones, which save half of that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path

from actionlearning.lib.prepared import Prepared
from meetings.access import room_or_404
from meetings.queries.room import room_view
from meetings.queries.room_cache import Look
from meetings.views.room import context

if TYPE_CHECKING:
    from django.http import HttpResponse

    from actionlearning.accounts.http import SignedInRequest

Ask = Callable[..., list[Any]]
_anew: ContextVar[bool] = ContextVar("queries are built anew", default=False)


def plain(request: SignedInRequest, code: str) -> HttpResponse:
    """Answer as `meetings.views.room.panels` does, at full price."""
    with _built_anew():
        return prepared(request, code)


def prepared(request: SignedInRequest, code: str) -> HttpResponse:
    """Answer the same with the product's prepared queries."""
    door = room_or_404(request.user, code)
    look = Look(room_view(door.meeting, door.now, chair_is_gone=door.chair_is_gone))
    shown = context(look, door, {})
    return render(request, "meetings/room/_panels.html", shown)


@contextmanager
def _built_anew() -> Iterator[None]:
    token = _anew.set(True)
    try:
        yield
    finally:
        _anew.reset(token)


def _plainly(ask: Ask) -> Ask:
    """Let the ORM answer instead, inside a plain view."""

    def answer(self: Prepared[Any], **given: Any) -> list[Any]:
        return list(self._build(**given)) if _anew.get() else ask(self, **given)

    return answer


Prepared.objects = _plainly(Prepared.objects)  # type: ignore[method-assign]
Prepared.rows = _plainly(Prepared.rows)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("plain/<str:code>/", plain),
    path("prepared/<str:code>/", prepared),
    path("", include("actionlearning.urls")),
]
