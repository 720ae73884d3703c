"""How to send one route a request that somebody is allowed to make."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.cast import Cast

Form = dict[str, str]
Moment = Callable[[Cast], None]  #: brings the world to a state


def nothing(cast: Cast) -> None:
    """Leave the world as it is."""


@dataclass(frozen=True)
class Payload:
    """A request: what is posted, to which address, and at which moment.

    `form` is what is posted; `args` fills the address, beyond the code that its first
    word names, and `query` is its query string; `moment` brings the world to a state in
    which the command is possible.
    """

    form: Callable[[Cast], Form] = lambda cast: {}
    args: Callable[[Cast], dict[str, object]] = lambda cast: {}
    moment: Moment = nothing
    query: Callable[[Cast], str] = lambda cast: ""


def form(**fields: str) -> Callable[[Cast], Form]:
    """Return a form that does not depend on the world."""
    return lambda cast: fields
