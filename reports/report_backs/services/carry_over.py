"""A report-back that was not told is told at the next meeting."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, Subquery

from meetings.models import Meeting
from reports.models import ReportBack

#: What was written for a meeting so long ago has been overtaken.
FOR = dt.timedelta(days=60)
NOT_HELD = (Meeting.State.NOT_HELD, Meeting.State.CANCELLED)
OVER = (Meeting.State.ENDED, Meeting.State.ABANDONED)


def carry_over(moment: dt.datetime) -> int:
    """Hand on what was written for meetings that came to nothing; return how much.

    What was begun for a meeting that was held, and neither filed nor given there, is
    handed on too. Only where its writer has written nothing for the next meeting yet;
    "not this time" was about that time. Repeatable: what is handed on is found no more.
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
    return sum(
        ReportBack.objects.filter(pk=pk, meeting=old).update(meeting=new)
        for pk, old, new in stranded.values_list("pk", "meeting", "next_meeting")
    )
