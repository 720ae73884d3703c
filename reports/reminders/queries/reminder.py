"""Query the page of a reminder: its line, its readers, when it can be sent again."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from actionlearning.lib.clock import now
from meetings.models import Meeting
from reports.models import Reminder
from reports.models.reminder import BETWEEN
from sets.models import Membership


@dataclass(frozen=True)
class ReminderPage:
    """`again_at` is when the next reminder may be sent, or None if it may be sent now."""

    line: str
    readers: list[str]
    again_at: dt.datetime | None
    hours_between: int = BETWEEN // dt.timedelta(hours=1)


def reminder_page(meeting: Meeting) -> ReminderPage:
    """Return the page, in two queries."""
    reminder = Reminder.objects.filter(meeting=meeting).first()
    memberships = (
        Membership.current.of(meeting.learning_set_id)
        .filter(user__is_active=True)
        .select_related("user")
    )
    again_at = reminder.again_at if reminder else None
    return ReminderPage(
        line=reminder.line if reminder else "",
        readers=sorted(membership.name for membership in memberships),
        again_at=again_at if again_at and again_at > now() else None,
    )


def lines() -> QuerySet[Reminder]:
    """Return the lines that coordinators added to reminders, if they are still in the set."""
    return Reminder.objects.filter(written_by__left_at=None).exclude(line="")


def line_of(meeting: Meeting) -> Reminder | None:
    """Return the line that was added to the reminder of a meeting, or None."""
    return lines().filter(meeting=meeting).select_related("written_by__user").first()
