"""Store a reply to a meeting. Cover follows from it (docs/decisions/0004)."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.locking import commit_change, lock_meeting
from meetings.models import Attendance, Meeting
from sets.models import Membership
from sets.verbs import Verb

VERBS = {
    Attendance.Reply.COMING: Verb.ATTENDANCE_PROMISED,
    Attendance.Reply.PERHAPS: Verb.ATTENDANCE_DOUBTED,
    Attendance.Reply.CANNOT: Verb.ATTENDANCE_DECLINED,
}


def reply(
    meeting: Meeting, *, by: Membership, answer: str, reason: str = ""
) -> Meeting:
    """Store a member's `answer` (an `Attendance.Reply`) to a meeting that has not begun.

    The same answer again changes nothing. Raises `Stale` if the meeting has begun, ended
    or was cancelled, and `PermissionDenied` if the membership has ended.
    """
    with transaction.atomic():
        locked = lock_meeting(meeting, by=by)
        if not locked.is_scheduled:
            raise Stale(_("This meeting is no longer taking replies."))
        attendance, _is_new = Attendance.objects.get_or_create(
            meeting=locked, membership=by
        )
        if (attendance.reply, attendance.reason) == (answer, reason):
            return locked
        attendance.reply, attendance.replied_at = answer, now()
        attendance.reason = reason
        attendance.save(update_fields=["reply", "reason", "replied_at"])
        return commit_change(
            locked, log=VERBS[Attendance.Reply(answer)], by=by, about=attendance
        )
