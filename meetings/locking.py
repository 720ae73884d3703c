"""Lock a meeting before a change, and commit the change after it.

Each service that changes a meeting opens with one of these locks inside
`transaction.atomic`, raises `Stale` if the caller saw something that is no longer so,
and ends with `commit_change(...)`. Nothing else raises `version` (docs/threat-model.md#two-at-once).
"""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.live.announce import announce as announce_version
from meetings.models import Meeting
from meetings.permissions import may_steer
from sets.locking import lock_membership_row, lock_set
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


def lock_meeting(meeting: Meeting, *, by: Membership | None) -> Meeting:
    """Lock the caller's membership, then the meeting, and return the meeting as it is now.

    The order is always the same, so that two commands never wait for each other. Raises
    `PermissionDenied` if the membership has ended meanwhile. `by` is None if the caller
    has locked the membership already.

    Call it first, and read everything else after it, because rows read before may be
    old. That goes for joined rows too: after it has waited for the lock, PostgreSQL
    joins the new row with the rows it saw before, so people are fetched by a second
    statement. On SQLite the IMMEDIATE transaction is the lock.
    """
    if by is not None:
        lock_membership_row(by)
    Meeting.objects.select_for_update(no_key=True).values_list("pk").get(pk=meeting.pk)
    joined = ("learning_set", "facilitator__user")
    return Meeting.objects.select_related(*joined).get(pk=meeting.pk)


def lock_live_meeting(meeting: Meeting, *, by: Membership) -> Meeting:
    """Lock a meeting that goes on; raises `NotAllowedYet` before, `Stale` after that."""
    meeting = lock_meeting(meeting, by=by)
    if meeting.is_scheduled:
        raise NotAllowedYet(_("The meeting has not started yet."))
    if not meeting.is_live:
        raise Stale(_("The meeting is over."))
    return meeting


def lock_steered_meeting(meeting: Meeting, *, by: Membership) -> Meeting:
    """Lock a live meeting for its facilitator, and for nobody else."""
    meeting = lock_live_meeting(meeting, by=by)
    require(may_steer(by, meeting))
    return meeting


def lock_dates(meeting: Meeting, *, by: Membership) -> Meeting:
    """Lock a set and its meetings ahead, and return the meeting as it is now.

    The set comes first, as it does in the services that make meetings: no meeting is
    made in between.
    """
    lock_set(meeting.learning_set, by=by)
    rows = meeting.learning_set.meetings.select_for_update(no_key=True)
    list(rows.filter(state=Meeting.State.SCHEDULED).order_by("pk").values_list("pk"))
    return Meeting.objects.select_related("series", "learning_set").get(pk=meeting.pk)


def refuse_spent(rows: QuerySet[Any]) -> None:
    """Raise `Stale` if a form has made one of `rows` somewhere else already.

    An old page that is sent again in a later meeting carries the id of its first row.
    """
    if rows.exists():
        raise Stale(_("This was already sent. Please write it again."))


def commit_change(
    meeting: Meeting,
    *,
    fields: tuple[str, ...] = (),
    log: Verb | None = None,
    by: Membership | None = None,
    about: Model | None = None,
    announce: bool = True,
) -> Meeting:
    """Save `fields` and the next version of a locked meeting, and tell the room.

    `log` is the verb of the line in the log, about `about` (else the meeting); None for
    changes that happen every few seconds. Without `announce` the version is raised, so
    that nothing old is served from the cache, but nobody is told: only the writer sees
    the change.
    """
    if log:
        record(
            meeting.learning_set,
            log,
            by=by.user if by else None,
            about=about or meeting,
        )
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])
    if announce:
        announce_version(meeting.room, meeting.version)
    return meeting
