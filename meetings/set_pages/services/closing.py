"""Close a set that has held its closing review."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Conflict
from actionlearning.live.announce import announce
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.services import cancel, notify
from meetings.models import Attendance, Meeting
from sets.chat.services import end_chat
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import may_close, require
from sets.verbs import Verb

NEWS_FOR = dt.timedelta(days=14)


@transaction.atomic
def close_set(learning_set: LearningSet, *, by: Membership) -> LearningSet:
    """Close a set: cancel coming meetings and tell everybody; its pages stay.

    Invitations become void, and no more reminders are sent. Closing twice changes nothing.
    Raises `PermissionDenied`, and `Conflict` while a meeting is live.
    """
    require(may_close(by))
    lock_set(learning_set, by=by)
    locked = LearningSet.objects.get(pk=learning_set.pk)
    return locked if locked.is_closed else close_locked(locked, by=by)


def close_locked(locked: LearningSet, *, by: Membership) -> LearningSet:
    """Close a locked set that is open; raises `Conflict` while a meeting is live."""
    _cancel_meetings(locked)
    locked.closed_at = now()
    locked.save(update_fields=["closed_at"])
    # A wrap-up still goes out.
    ahead = [kind.name for kind in KINDS.values() if kind.about_future]
    cancel(set_code=locked.code, kinds=ahead)
    end_chat(locked, by=by.user)
    record(locked, Verb.SET_CLOSED, by=by.user, about=locked)
    _tell_the_others(locked, by=by)
    return locked


def _cancel_meetings(of: LearningSet) -> None:
    """Cancel the meetings ahead, and announce it to people in their rooms."""
    unfinished = [Meeting.State.SCHEDULED, Meeting.State.LIVE]
    meetings = of.meetings.select_for_update(no_key=True).filter(state__in=unfinished)
    for meeting in meetings.order_by("pk"):
        if meeting.is_live:
            raise Conflict(_unclosed(meeting), stored=meeting)
        meeting.state = Meeting.State.CANCELLED
        meeting.sequence += 1
        meeting.version += 1
        meeting.save(update_fields=["state", "sequence", "version"])
        announce(meeting.room, meeting.version)
    Attendance.objects.filter(meeting__learning_set=of).update(reason="")


def _unclosed(meeting: Meeting) -> str:
    if meeting.is_now(now()):
        return _("The set is meeting right now: close that meeting first.")
    number = {"number": meeting.number}
    return _("Nobody has closed meeting %(number)d: close it first.") % number


def _tell_the_others(of: LearningSet, *, by: Membership) -> None:
    memberships = Membership.current.of(of).exclude(pk=by.pk)
    for membership in memberships.select_related("user"):
        notify(
            "set_closed",
            to=membership.user,
            key=f"set_closed:{of.pk}:{membership.user_id}",
            about={"closed_by": by.pk},
            useless_after=now() + NEWS_FOR,
            set_code=of.code,
        )
