"""What each route needs so that whoever may, can: its address, its form, its moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.access.routes import Route
from tests.cast import Cast

Form = dict[str, str | list[str]]


def _nothing(cast: Cast) -> None:
    """Leave the world as it is."""


def _empty(cast: Cast) -> Form:
    return {}


def _none(cast: Cast) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Payload:
    """How to ask one route: `args` beyond the code, the posted `form`, the `moment`.

    The moment is a function that brings the world to where the deed is possible.
    """

    form: Callable[[Cast], Form] = _empty
    args: Callable[[Cast], dict[str, object]] = _none
    moment: Callable[[Cast], None] = _nothing


PAYLOADS: dict[str, Payload] = {}


def kwargs_of(route: Route, cast: Cast) -> dict[str, object]:
    """Return what fills the route's address: Harbour's own codes and ids."""
    given = PAYLOADS.get(route.name, Payload()).args(cast)
    codes = {
        "meetings": cast.meeting.code,
        "organisations": cast.set.programme.organisation.code,
    }
    known = {"code": codes.get(route.about, cast.set.code), **given}
    return {param: known[param] for param in route.params}
