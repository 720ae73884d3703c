"""Ask once for what the mails of one moment have in common.

Six people of a set are reminded of one meeting: who facilitates, and why, is the same for
all of them. Outside `remembering` nothing is kept, so that pages ask each time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, Self, TypeVar

from django.utils.translation import get_language

from actionlearning.lib.clock import now

P = ParamSpec("P")
R = TypeVar("R")

#: A slow mail server must not make old news of it.
FRESH = dt.timedelta(seconds=2)


class _Memory:
    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.since = now()
        self.known: dict[Hashable, Any] = {}

    def fresh(self) -> Self:
        """Begin anew where what is known is old."""
        if now() - self.since > FRESH:
            self.forget()
        return self


_memory: ContextVar[_Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep, inside, what functions marked `remembered` answer, for two seconds."""
    token = _memory.set(_Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def known() -> dict[Hashable, Any]:
    """Return what is kept and not old; outside `remembering`, something nobody keeps."""
    memory = _memory.get()
    return {} if memory is None else memory.fresh().known


def since() -> dt.datetime | None:
    """Return since when things are kept; what was foreseen earlier is forgotten."""
    memory = _memory.get()
    return None if memory is None else memory.fresh().since


def remembered(ask: Callable[P, R]) -> Callable[P, R]:
    """Let a function be asked once for the same arguments in the same language."""

    @wraps(ask)
    def answer(*args: P.args, **more: P.kwargs) -> R:
        memory = _memory.get()
        if memory is None:
            return ask(*args, **more)
        kept = memory.fresh().known
        key = (ask, get_language(), args, *sorted(more.items()))
        if key not in kept:
            kept[key] = ask(*args, **more)
        found: R = kept[key]
        return found

    return answer
