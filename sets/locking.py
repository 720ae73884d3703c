"""Lock a set or a membership before anything is written."""

from typing import TypeVar

from django.db.models import Manager, Model

from sets.models import LearningSet, Membership
from sets.permissions import require

Row = TypeVar("Row", bound=Model)


def lock_set(learning_set: LearningSet, *, by: Membership | None) -> None:
    """Lock a set until this transaction ends, before any row of it.

    Raises `PermissionDenied` if the writer's membership has ended meanwhile: ending a
    membership locks the set too. `by` is None for what belongs to the founding.
    """
    LearningSet.objects.select_for_update(no_key=True).get(pk=learning_set.pk)
    current = Membership.current.of(learning_set)
    require(by is None or current.filter(pk=by.pk).exists())


def lock_membership(by: Membership) -> Membership:
    """Return the membership, read again and locked until this transaction ends.

    Call it before any other lock, so that two commands never wait for each other.
    Raises `PermissionDenied` if the membership has ended meanwhile: somebody who is
    removed while typing stores nothing (docs/threat-model.md#removal).
    """
    membership = (
        Membership.current.select_for_update(of=("self",), no_key=True)
        .select_related("user", "learning_set")
        .filter(pk=by.pk)
        .first()
    )
    require(membership is not None)
    return membership or by


def lock_membership_row(by: Membership) -> None:
    """Lock a membership like `lock_membership`, without reading it again."""
    rows = Membership.current.select_for_update(no_key=True).values_list("pk")
    require(rows.filter(pk=by.pk).first() is not None)


def lock_row(rows: Manager[Row], row: Row, *joined: str) -> Row:
    """Return a row, read again with the `joined` rows, locked until the transaction ends."""
    locked = rows.select_for_update(of=("self",), no_key=True)
    return locked.select_related(*joined).get(pk=row.pk)
