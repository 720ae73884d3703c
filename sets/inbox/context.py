"""What the head of every page says of its reader: one query, where a layout asks."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sets.inbox.queries import (
    NOBODY,
    Standing,
    standing,
)


def standing_of_viewer(request: HttpRequest) -> dict[str, object]:
    """Return whether the viewer manages a set, and how many notices they have not read.

    Asking nothing costs nothing; both together are one query.
    """
    known = SimpleLazyObject(lambda: _standing(request))
    return {
        "IS_MANAGER": SimpleLazyObject(lambda: known.manages),
        "UNREAD": SimpleLazyObject(lambda: known.unread),
    }


def _standing(request: HttpRequest) -> Standing:
    user = getattr(request, "user", None)
    return standing(user) if user and user.is_authenticated else NOBODY
