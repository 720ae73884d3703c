"""Hold a set while something is written in it."""

from __future__ import annotations

from sets.models import LearningSet, Membership
from sets.rules import require


def hold(learning_set: LearningSet, *, by: Membership | None) -> None:
    """Lock a set until this transaction ends, before any row of it.

    Raises `PermissionDenied` where the writer's place in it has ended meanwhile: whoever
    ends a place locks the set too. `by` is None for what a set starts with.
    """
    LearningSet.objects.select_for_update(no_key=True).get(pk=learning_set.pk)
    here = Membership.current.filter(learning_set=learning_set)
    require(by is None or here.filter(pk=by.pk).exists())
