"""How to ask one route so that somebody may."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.cast import Cast

Form = dict[str, str]


def _nothing(cast: Cast) -> None:
    """Leave the world as it is."""


@dataclass(frozen=True)
class Payload:
    """What is posted, where, and when.

    `form` is what is posted; `args` fills the address, beyond the code that its first
    word names, and `query` what follows it; `moment` brings the world to where the deed
    is possible.
    """

    form: Callable[[Cast], Form] = lambda cast: {}
    args: Callable[[Cast], dict[str, object]] = lambda cast: {}
    moment: Callable[[Cast], None] = _nothing
    query: Callable[[Cast], str] = lambda cast: ""


def form(**fields: str) -> Callable[[Cast], Form]:
    """Return a form that is the same whatever the world holds."""
    return lambda cast: fields
