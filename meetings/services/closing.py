"""Close a set that has held its closing review."""

from __future__ import annotations

from django.db import transaction

from actionlearning.lib.clock import now
from actionlearning.outbox.services import cancel
from meetings.models import Meeting
from sets.models import LearningSet, Membership
from sets.rules import may_close, require
from sets.services.record import record


@transaction.atomic
def close_set(learning_set: LearningSet, *, by: Membership) -> LearningSet:
    """End a set: its coming meetings are cancelled, its pages stay for its members.

    Closing what is closed changes nothing. Raises `PermissionDenied`.
    """
    require(may_close(by))
    locked = LearningSet.objects.select_for_update(no_key=True).get(pk=learning_set.pk)
    if locked.is_closed:
        return locked
    locked.closed_at = now()
    locked.save(update_fields=["closed_at"])
    coming = locked.meetings.filter(state=Meeting.State.SCHEDULED)
    coming.update(state=Meeting.State.CANCELLED)
    cancel(set_code=locked.code)
    record(locked, "closed", by=by.user, about=locked)
    return locked
