"""Ask about many things at once, and answer about each from that.

A question is written once, for many. Asked about one thing it is a query, as on a page;
before a batch of mails `foresee` asks about all of it, and each mail then finds its answer
where `remember` keeps what is at most two seconds old.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import update_wrapper
from typing import Generic, TypeVar

from actionlearning.lib.remember import known

K = TypeVar("K")
R = TypeVar("R")


class Together(Generic[K, R]):
    """A question about things that can be told apart by hash; use it as a decorator."""

    def __init__(self, ask: Callable[[Collection[K]], Mapping[K, R]]) -> None:
        self._ask = ask
        update_wrapper(self, ask)

    def __call__(self, key: K) -> R | None:
        """Return the answer about one thing; None where there is none."""
        kept = known()
        if (self, key) in kept:
            found: R | None = kept[self, key]
            return found
        answer = self._ask([key]).get(key)
        kept[self, key] = answer
        return answer

    def foresee(self, keys: Iterable[K]) -> list[R]:
        """Ask about all of these; return the answers that there are."""
        wanted = list(dict.fromkeys(keys))
        answers = self._ask(wanted) if wanted else {}
        known().update({(self, key): answers.get(key) for key in wanted})
        return [answers[key] for key in wanted if key in answers]
