"""What every change to a room has in common: lock, check, write, tell.

A service that changes the room opens with `lock(meeting)` inside `transaction.atomic`
(or `hold`, which locks the caller's place first), raises `Stale` where the caller saw
something that is no longer so, and ends with `changed(...)`. Nothing else raises
`version` (DESIGN §5).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from actionlearning.live.announce import announce
from meetings.models import Meeting
from sets.models import Membership
from sets.rules import require
from sets.services.record import record


class Stale(Exception):
    """Somebody was quicker: what the caller saw is no longer so (HTTP 409).

    `args[0]` is a translated sentence that names what happened instead.
    """


class NotYet(Exception):
    """Something has to happen first (HTTP 422): `args[0]` says what, translated."""


def lock(meeting: Meeting) -> Meeting:
    """Return the meeting's row, locked until this transaction ends.

    On SQLite the IMMEDIATE transaction is the lock. Call it first, and read everything
    else after it: what was read before may be old. That goes for joined rows too:
    PostgreSQL, having waited for the lock, joins the new row with what it saw before,
    so people are fetched by a second statement.
    """
    rows = Meeting.objects.select_for_update(no_key=True)
    rows.values_list("pk").get(pk=meeting.pk)
    people = ("facilitator__user", "floor__user")
    return Meeting.objects.select_related("learning_set", *people).get(pk=meeting.pk)


def hold(meeting: Meeting, *, by: Membership) -> Meeting:
    """Lock the caller's place, then the meeting, and return it.

    Always in that order, so that two commands never wait for each other. Raises
    `PermissionDenied` where the place has ended meanwhile: who has been removed while
    typing writes nothing (TRUST §3).
    """
    rows = Membership.current.select_for_update(no_key=True)
    require(rows.filter(pk=by.pk).values_list("pk").first() is not None)
    return lock(meeting)


def hold_live(meeting: Meeting, *, by: Membership) -> Meeting:
    """Hold a meeting that is going on; raises `Stale` where it is not (any more)."""
    meeting = hold(meeting, by=by)
    if meeting.is_scheduled:
        raise NotYet(_("The meeting has not started yet."))
    if not meeting.is_live:
        raise Stale(_("The meeting is over."))
    return meeting


def refuse_spent(rows: QuerySet[Any]) -> None:
    """Raise `Stale` where a form has made one of `rows` somewhere else already.

    An old page that is sent again in a later meeting carries the id of its first deed.
    """
    if rows.exists():
        raise Stale(_("This was sent before. Please write it once more."))


def changed(
    meeting: Meeting,
    verb: str,
    *,
    by: Membership,
    fields: tuple[str, ...] = (),
    about: Model | None = None,
) -> Meeting:
    """Save `fields` and the next version of a locked meeting, log the deed, tell the room."""
    record(meeting.learning_set, verb, by=by.user, about=about or meeting)
    return told(meeting, fields=fields)


def told(meeting: Meeting, *, fields: tuple[str, ...] = ()) -> Meeting:
    """The same without a line in the log: for what happens every few seconds."""
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])
    announce(meeting.room, meeting.version)
    return meeting


def noted(meeting: Meeting) -> Meeting:
    """Raise the version of a locked meeting and tell nobody: only its writer sees it.

    Whatever was kept of the room at the version before is old all the same.
    """
    meeting.version += 1
    meeting.save(update_fields=["version"])
    return meeting
