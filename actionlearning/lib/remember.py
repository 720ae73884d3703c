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
from typing import Any, ParamSpec, TypeVar

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


_memory: ContextVar[_Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep, inside, what functions marked `remembered` answer, for two seconds."""
    token = _memory.set(_Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(ask: Callable[P, R]) -> Callable[P, R]:
    """Let a function be asked once for the same arguments in the same language."""

    @wraps(ask)
    def answer(*args: P.args, **more: P.kwargs) -> R:
        memory = _memory.get()
        if memory is None:
            return ask(*args, **more)
        if now() - memory.since > FRESH:
            memory.forget()
        key = (ask, get_language(), args, *sorted(more.items()))
        if key not in memory.known:
            memory.known[key] = ask(*args, **more)
        found: R = memory.known[key]
        return found

    return answer
