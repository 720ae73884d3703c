"""The issues for which a reporter may choose the next step."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from meetings.models import Action, Generation, Inquiry, Issue
from reports.models import NextStep, ReportBack


@dataclass(frozen=True)
class Open:
    """An issue of the reporter, and what this report-back has opened for it so far."""

    issue: Issue
    sentence: str
    step: NextStep | None


def open_issues(report: ReportBack) -> list[Open]:
    """Return the reporter's issues that were worked on, with this report-back's choices.

    A parked or closed issue is included only if this report-back parked or closed it: its
    reporter may still change their mind.
    """
    newest = Generation.objects.filter(issue=OuterRef("pk")).order_by("-number")
    worked = Inquiry.objects.filter(generation__issue=OuterRef("pk"))
    acted = Action.objects.filter(generation__issue=OuterRef("pk"))
    steps = {step.issue_id: step for step in _steps(report)}
    rows = (
        Issue.objects.filter(
            learning_set=report.meeting.learning_set_id,
            owner__user=report.membership.user_id,
        )
        .filter(Q(state=Issue.State.OPEN) | Q(pk__in=steps))
        .filter(Exists(worked) | Exists(acted))
        .select_related("learning_set", "owner__user")
        .annotate(sentence=Subquery(newest.values("sentence")[:1]))
        .order_by("opened_at", "pk")
    )
    return [Open(issue, issue.sentence or "", steps.get(issue.pk)) for issue in rows]


def opened(report: ReportBack) -> list[NextStep]:
    """Return the new issues that this report-back opened."""
    new = [step for step in _steps(report) if step.choice == NextStep.Choice.NEW]
    return [step for step in new if step.generation]


def _steps(report: ReportBack) -> list[NextStep]:
    rows = NextStep.objects.filter(report_back=report.pk)
    return list(rows.select_related("issue__learning_set", "generation"))
