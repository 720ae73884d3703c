"""Work out once what does not change with the clock."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar


class Remembers(Protocol):
    """Has a place for what was worked out, under the name of each question."""

    @property
    def memo(self) -> dict[str, Any]:
        """What was worked out."""


View = TypeVar("View", bound=Remembers)
Answer = TypeVar("Answer")


def kept(ask: Callable[[View], Answer]) -> Callable[[View], Answer]:
    """Keep the answer: for questions that neither time nor the viewer changes.

    Several threads may look at the same view; two that ask at once both work it out.
    """
    name = ask.__name__

    @wraps(ask)
    def answer(view: View) -> Answer:
        memo = view.memo
        if name not in memo:
            memo[name] = ask(view)
        found: Answer = memo[name]
        return found

    return answer
