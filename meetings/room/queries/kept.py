"""Work out once what does not change with the clock."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")


class kept(Generic[Answer]):  # noqa: N801  # a decorator, as `property` is
    """A property that is asked once: neither time nor the viewer changes its answer.

    It lies in the `memo` of the view, which all views share that show one look at other
    instants. Several threads may ask; two that ask at once both work it out.
    """

    def __init__(self, ask: Callable[[Any], Answer]) -> None:
        self._ask = ask

    def __get__(self, view: Any, of: type | None = None) -> Answer:
        if self._ask not in view.memo:
            view.memo[self._ask] = self._ask(view)
        found: Answer = view.memo[self._ask]
        return found
