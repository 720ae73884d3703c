"""The line of an issue's generations: how its sentence changed, and what was learnt."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from actionlearning.lib.text import changed_words
from meetings.models import Action, Generation, Issue, Meeting
from reports.models import ActionReport, ReportBack
from reports.permissions import may_steer
from sets.models import Membership


@dataclass(frozen=True)
class Tried:
    """One action of a generation, and its outcome so far."""

    action: Action
    outcome: str


@dataclass(frozen=True)
class Came:
    """The owner's report: the comparison with the expectation, and the lesson."""

    report: ReportBack
    compared: str


@dataclass(frozen=True)
class Step:
    """One generation of the line; `words` are (piece, whether it is new).

    It `is_same` if the set took the issue up again in the same words.
    """

    generation: Generation
    words: list[tuple[str, bool]]
    meeting: Meeting | None
    tried: list[Tried]
    came: list[Came]
    now: bool
    ended: bool
    is_same: bool


@dataclass(frozen=True)
class IssuePage:
    """An issue with its whole line, for one viewer."""

    issue: Issue
    membership: Membership
    steps: list[Step]
    may_steer: bool

    @property
    def sentence(self) -> str:
        """The issue's current sentence."""
        return self.steps[-1].generation.sentence


def issue_page(issue: Issue, membership: Membership) -> IssuePage:
    """Return the line of an issue, without anything from drafts."""
    generations = list(_generations(issue))
    befores = ["", *[generation.sentence for generation in generations]]
    steps = [
        _step(generation, before, issue, is_last=generation is generations[-1])
        for generation, before in zip(generations, befores, strict=False)
    ]
    return IssuePage(issue, membership, steps, may_steer(membership, issue))


def _generations(issue: Issue) -> QuerySet[Generation]:
    told = (
        ActionReport.objects.filter(
            report_back__state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN]
        )
        .select_related("report_back__meeting")
        .order_by("report_back__meeting__starts_at", "pk")
    )
    actions = Action.objects.select_related("owner__user").order_by("pk")
    return (
        issue.generations.select_related("inquiry__meeting")
        .prefetch_related(
            Prefetch("actions", actions),
            Prefetch("actions__action_reports", told, to_attr="told"),
        )
        .order_by("number")
    )


def _step(generation: Generation, before: str, issue: Issue, *, is_last: bool) -> Step:
    actions = list(generation.actions.all())
    inquiry = getattr(generation, "inquiry", None)
    is_open = issue.state == Issue.State.OPEN
    sentence = generation.sentence
    return Step(
        generation=generation,
        words=changed_words(before, sentence) if before else [(sentence, False)],
        meeting=inquiry.meeting if inquiry else None,
        tried=[Tried(action, _outcome(action)) for action in actions],
        came=_came(actions, issue),
        now=is_last and is_open,
        ended=is_last and not is_open,
        is_same=sentence == before,
    )


def _outcome(action: Action) -> str:
    """Return the last word on an action."""
    if not action.is_open:
        return str(ActionReport.Status(action.state).label)
    told: list[ActionReport] = action.told  # type: ignore[attr-defined]
    return told[-1].get_status_display() if told else ""


def _came(actions: list[Action], issue: Issue) -> list[Came]:
    """Return the owner's report-backs on these actions, each once."""
    reports = {
        told.report_back_id: told.report_back
        for action in actions
        if action.owner.user_id == issue.owner.user_id
        for told in action.told  # type: ignore[attr-defined]
    }
    return [
        Came(report, report.get_compared_display())
        for report in reports.values()
        if report.compared or report.difference or report.lesson
    ]
