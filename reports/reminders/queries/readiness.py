"""Query how ready people are for meetings: one query for all that a reminder says of it."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.models import Action, Attendance, Meeting
from reports.models import ReportBack
from reports.reminders.queries.reminder import lines
from sets.models import Membership


class Readiness(NamedTuple):
    """What a member has done for a meeting, and what else their reminder depends on.

    `open_actions` counts their actions in that set; `last_ended_at` is when the set met
    last; `has_line` says whether the coordinator has added a line to the reminder.
    """

    has_reported: bool
    cannot_come: bool
    open_actions: int
    last_ended_at: dt.datetime | None
    has_line: bool


def readiness_of(
    meetings: Collection[int], people: Collection[int]
) -> dict[tuple[int, int], Readiness]:
    """Return how ready these people are, by meeting and membership, in one query.

    Both are named by their ids.
    """
    here = {"meeting": OuterRef("of"), "membership": OuterRef("pk")}
    reports = ReportBack.objects.filter(**here).exclude(state=ReportBack.State.DRAFT)
    cannot = Attendance.objects.filter(**here, reply=Attendance.Reply.CANNOT)
    actions = Action.objects.filter(owner=OuterRef("pk"), state=Action.State.OPEN)
    counted = actions.order_by().values("owner").annotate(n=Count("pk")).values("n")
    held = Meeting.objects.filter(
        learning_set=OuterRef("learning_set"), state=Meeting.State.ENDED
    ).order_by("-starts_at", "-pk")
    last = held.values(at=Coalesce("ended_at", "starts_at"))
    rows = (
        Membership.objects.filter(
            user__in=people, learning_set__meetings__in=meetings, left_at=None
        )
        .order_by()
        .annotate(of=F("learning_set__meetings"))
        .values_list(
            "of",
            "pk",
            Exists(reports),
            Exists(cannot),
            Coalesce(Subquery(counted), Value(0), output_field=IntegerField()),
            Subquery(last[:1]),
            Exists(lines().filter(meeting=OuterRef("of"))),
        )
    )
    return {(of, pk): Readiness(*said) for of, pk, *said in rows}


def readiness(meeting: Meeting, membership: Membership) -> Readiness:
    """Return how ready a member is for a meeting of their set, in one query."""
    return readiness_of([meeting.pk], [membership.user_id])[meeting.pk, membership.pk]
