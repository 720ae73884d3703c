"""Carry over report-backs that were not given to the next meeting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from actionlearning.outbox.each_row import each, load
from meetings.models import Meeting
from reports.models import ReportBack

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Next(TypedDict):
        next_meeting: int | None

    Stranded = WithAnnotations[ReportBack, Next]

#: A report-back to a meeting longer ago is out of date.
WORK = "report-backs to carry over"
FOR = dt.timedelta(days=60)
NOT_HELD = (Meeting.State.NOT_HELD, Meeting.State.CANCELLED)
OVER = (Meeting.State.ENDED, Meeting.State.ABANDONED)


def carry_over(moment: dt.datetime) -> int:
    """Carry over report-backs to meetings that were not held; return how many.

    A draft for a meeting that was held is carried over too, unless it was filed or given
    there. This happens only if its writer has written nothing for the next meeting yet.
    "Not this time" is never carried over. Running it again changes nothing.
    """
    ahead = Meeting.objects.filter(
        learning_set=OuterRef("meeting__learning_set"),
        state=Meeting.State.SCHEDULED,
        starts_at__gt=moment,
    ).order_by("starts_at", "pk")
    there = ReportBack.objects.filter(
        meeting=OuterRef("next_meeting"), membership=OuterRef("membership")
    )
    stranded = (
        ReportBack.objects.filter(
            Q(state=ReportBack.State.DRAFT, meeting__state__in=[*NOT_HELD, *OVER])
            | Q(state=ReportBack.State.FILED, meeting__state__in=NOT_HELD),
            meeting__starts_at__gt=moment - FOR,
            membership__left_at=None,
        )
        .annotate(next_meeting=Subquery(ahead.values("pk")[:1]))
        .filter(~Exists(there), next_meeting__isnull=False)
    )
    rows = load(stranded.only("pk", "meeting"), of=WORK)

    @transaction.atomic
    def carry(row: Stranded) -> int:
        here = ReportBack.objects.filter(pk=row.pk, meeting=row.meeting_id)
        return here.update(meeting=row.next_meeting)

    return sum(each(rows, carry, of=WORK))
