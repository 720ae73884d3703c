"""The process check: stop the work for a moment, and ask how it goes.

Nothing that is said in it is stored.
"""

from django.db import transaction

from actionlearning.lib.clock import shared_now
from meetings.locking import commit_change, lock_live_meeting, lock_steered_meeting
from meetings.models import Meeting
from meetings.room.services import phase
from sets.models import Membership
from sets.verbs import Verb


@transaction.atomic
def begin(meeting: Meeting, *, by: Membership) -> Meeting:
    """Stop the clock and put the three questions on the table; `phase.resume` ends it."""
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.check_began_at:
        return meeting
    phase.stop_clock(meeting)
    meeting.check_began_at, meeting.check_asked_at = shared_now(), None
    fields = (*phase.CHECK, *phase.CLOCK)
    return commit_change(meeting, log=Verb.CHECK_BEGUN, by=by, fields=fields)


@transaction.atomic
def ask(meeting: Meeting, *, by: Membership) -> Meeting:
    """Tell the facilitator that somebody would like a process check, without a name."""
    meeting = lock_live_meeting(meeting, by=by)
    if meeting.check_asked_at or meeting.check_began_at:
        return meeting
    meeting.check_asked_at = shared_now()
    return commit_change(meeting, fields=("check_asked_at",))
