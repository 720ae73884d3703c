"""A question that is written for many things, asked about one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import update_wrapper
from typing import Generic, TypeVar

K = TypeVar("K")
R = TypeVar("R")


class Together(Generic[K, R]):
    """A question about things that can be told apart by hash; use it as a decorator."""

    def __init__(self, ask: Callable[[Collection[K]], Mapping[K, R]]) -> None:
        self._ask = ask
        update_wrapper(self, ask)

    def __call__(self, key: K) -> R | None:
        """Return the answer about one thing; None where there is none."""
        return self._ask([key]).get(key)
