"""How ready somebody is for a meeting: one question for all that their reminder says."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, Exists, IntegerField, Q, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.models import Action, Attendance, Meeting
from meetings.selectors import held
from reports.models import ReportBack
from reports.reminders.queries.reminder import lines_of
from sets.models import Membership


class Readiness(NamedTuple):
    """What a person has done for a meeting, and what lies beside it.

    `open_actions` are theirs in that set; `last_ended_at` is when the set met last;
    `has_line` says whether the coordinator has added a line to the reminder.
    """

    has_reported: bool
    cannot_come: bool
    open_actions: int
    last_ended_at: dt.datetime | None
    has_line: bool


def readiness(meeting: Meeting, membership: Membership) -> Readiness:
    """Return how ready the person at this place is for the meeting, in one query."""
    reports = ReportBack.objects.filter(
        meeting_id=meeting.pk, membership_id=membership.pk
    )
    replies = Attendance.objects.filter(
        meeting_id=meeting.pk, membership_id=membership.pk
    )
    actions = Action.objects.filter(owner_id=membership.pk, state=Action.State.OPEN)
    counted = actions.order_by().values("owner").annotate(n=Count("pk")).values("n")
    last = held(meeting.learning_set).annotate(at=Coalesce("ended_at", "starts_at"))
    row = (
        Membership.objects.filter(pk=membership.pk)
        .order_by()
        .values_list(
            Exists(reports.filter(~Q(state=ReportBack.State.DRAFT))),
            Exists(replies.filter(reply=Attendance.Reply.CANNOT)),
            Coalesce(Subquery(counted), Value(0), output_field=IntegerField()),
            Subquery(last.values("at")[:1]),
            Exists(lines_of(meeting)),
        )
        .get()
    )
    return Readiness(*row)
