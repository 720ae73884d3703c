"""What every change to a room has in common: lock, check, write, tell.

A service that changes the room opens with `lock(meeting)` inside `transaction.atomic`,
raises `Stale` where the caller saw something that is no longer so, and ends with
`changed(...)`. Nothing else raises `version` (DESIGN §5).
"""

from __future__ import annotations

from django.db.models import Model

from actionlearning.live.announce import announce
from meetings.models import Meeting
from sets.models import Membership
from sets.services.record import record


class Stale(Exception):
    """Somebody was quicker: what the caller saw is no longer so (HTTP 409).

    `args[0]` is a translated sentence that names what happened instead.
    """


def lock(meeting: Meeting) -> Meeting:
    """Return the meeting's row, locked until this transaction ends.

    On SQLite the IMMEDIATE transaction is the lock. Call it first, and read everything
    else after it: what was read before may be old.
    """
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("learning_set", "facilitator__user", "floor__user")
        .get(pk=meeting.pk)
    )


def changed(
    meeting: Meeting,
    verb: str,
    *,
    by: Membership,
    fields: tuple[str, ...] = (),
    about: Model | None = None,
) -> Meeting:
    """Save `fields` and the next version of a locked meeting, log the deed, tell the room."""
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])
    record(meeting.learning_set, verb, by=by.user, about=about or meeting)
    announce(meeting.room, meeting.version)
    return meeting
