"""Word the reminder of a meeting, and send it early."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import queue
from meetings.locking import lock_meeting
from meetings.models import Meeting
from reports.models import Reminder
from reports.permissions import may_remind
from reports.reminders.services.planning import key_of
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def word(meeting: Meeting, *, by: Membership, line: str) -> Reminder:
    """Save the line that stands in every reminder of this meeting; "" removes it.

    Raises `Stale` if the meeting has begun: no reminder is sent any more.
    """
    meeting, reminder = _held(meeting, by=by)
    if reminder.line != line or reminder.written_by.has_left:
        reminder.line, reminder.written_by = line, by
        reminder.save(update_fields=["line", "written_by"])
        record(meeting.learning_set, Verb.REMINDER_WORDED, by=by.user, about=meeting)
    return reminder


@transaction.atomic
def send_now(meeting: Meeting, *, by: Membership) -> int:
    """Remind everybody in the set now; return how many people.

    On the day of the meeting, before the daily digest, it replaces the reminder there.
    Raises `NotAllowedYet` within four hours of the last one, `Stale` if the meeting has begun.
    """
    meeting, reminder = _held(meeting, by=by)
    moment = now()
    if (again := reminder.again_at) and moment < again:
        raise NotAllowedYet(
            _("A reminder was sent recently. The next one can go at %(time)s.")
            % {"time": clock_time(again, by.user.known_zone)}
        )
    reminder.sent_at = moment
    reminder.save(update_fields=["sent_at"])
    memberships = Membership.current.of(meeting.learning_set_id).filter(
        user__is_active=True
    )
    count = queue(_rows(meeting, list(memberships.select_related("user")), moment))
    record(meeting.learning_set, Verb.REMINDER_SENT, by=by.user, about=meeting)
    return count


def _held(meeting: Meeting, *, by: Membership) -> tuple[Meeting, Reminder]:
    meeting = lock_meeting(meeting, by=by)
    require(may_remind(by))
    if not meeting.is_scheduled or meeting.starts_at <= now():
        raise Stale(_("This meeting is no longer ahead, so nobody is reminded."))
    reminder, _new = Reminder.objects.get_or_create(
        meeting=meeting, defaults={"written_by": by}
    )
    return meeting, reminder


def _rows(
    meeting: Meeting, memberships: list[Membership], moment: dt.datetime
) -> list[Notice]:
    usual = {
        membership.pk: key_of(meeting, membership.user) for membership in memberships
    }
    gone = set(
        Notice.objects.filter(key__in=usual.values()).values_list("key", flat=True)
    )
    rows = []
    for membership in memberships:
        person, key = membership.user, usual[membership.pk]
        is_today = person.local(moment).date() == person.local(meeting.starts_at).date()
        by_hand = f"{key}:{moment:%Y%m%d%H%M}"
        rows.append(
            Notice(
                kind="meeting_reminder",
                key=key if is_today and key not in gone else by_hand,
                person=person,
                about={"meeting": meeting.pk},
                set_code=meeting.learning_set.code,
                due_at=moment,
                useless_after=meeting.starts_at,
            )
        )
    return rows
