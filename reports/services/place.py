"""Hold a place while something is written from it."""

from __future__ import annotations

from sets.models import Membership
from sets.rules import require


def standing(by: Membership) -> Membership:
    """Return the place, read again and locked until this transaction ends.

    Call it first, before any other lock, so that two commands never wait for each other.
    Raises `PermissionDenied` where it has ended meanwhile: who has been removed while
    typing stores nothing (docs/threat-model.md#removal).
    """
    place = (
        Membership.current.select_for_update(of=("self",), no_key=True)
        .select_related("user", "learning_set")
        .filter(pk=by.pk)
        .first()
    )
    require(place is not None)
    return place or by
