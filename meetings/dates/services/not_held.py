"""Meetings that were not held: they have no record, no turn and no wrap-up."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.live.announce import announce
from actionlearning.outbox.each_row import each, load
from meetings.locking import commit_change, lock_meeting
from meetings.models import Meeting
from meetings.permissions import may_miss, may_plan
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

#: How long after its planned end a meeting may still be started.
GRACE = dt.timedelta(days=1)
WORK = "meetings that were not held"
FIELDS = ("state", "facilitator")


@transaction.atomic
def tell(meeting: Meeting, *, by: Membership) -> Meeting:
    """Mark a meeting as not held; doing so twice changes nothing.

    Raises `Stale` if it was held or is live, and `NotAllowedYet` before its time: a meeting
    ahead is moved or cancelled instead.
    """
    meeting = lock_meeting(meeting, by=by)
    require(may_plan(by, meeting))
    if meeting.is_missed:
        return meeting
    if not meeting.is_scheduled:
        raise Stale(_("This meeting has already begun."))
    if not may_miss(by, meeting, now()):
        raise NotAllowedYet(_("It is still to come. Move it to another date instead."))
    _miss(meeting)
    return commit_change(meeting, log=Verb.MEETING_MISSED, by=by, fields=FIELDS)


def lapse(moment: dt.datetime) -> int:
    """Mark meetings as not held a day after their planned end if nobody started them.

    Return how many. Running it again changes nothing. Each has a transaction of its own, so
    that a set that starts at this moment keeps its meeting.
    """
    late = Meeting.objects.filter(
        state=Meeting.State.SCHEDULED, starts_at__lt=moment - GRACE
    )
    over = [
        meeting for meeting in load(late, of=WORK) if meeting.ends_at + GRACE <= moment
    ]
    return sum(each(over, lambda meeting: _lapse(meeting.pk), of=WORK))


@transaction.atomic
def _lapse(pk: int) -> bool:
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    meeting = rows.filter(pk=pk, state=Meeting.State.SCHEDULED).first()
    if meeting is None:
        return False
    _miss(meeting)
    meeting.version += 1
    meeting.save(update_fields=[*FIELDS, "version"])
    record(meeting.learning_set, Verb.MEETING_MISSED, by=None, about=meeting)
    announce(meeting.room, meeting.version)
    return True


def _miss(meeting: Meeting) -> None:
    """Mark it as not held, and delete the presence of people who waited in its room."""
    meeting.state, meeting.facilitator = Meeting.State.NOT_HELD, None
    meeting.attendances.update(present_at=None, seen_at=None, is_away=False, reason="")
