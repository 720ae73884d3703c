"""The way from a report-back to the next generation of an issue.

See docs/domain.md#generations.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.errors import Stale
from meetings.models import Generation, Issue
from reports.issues.services.issue import is_waiting, set_state, turn
from reports.models import NextStep, ReportBack
from reports.permissions import may_open_next
from sets.locking import lock_membership, lock_row
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

Choice = NextStep.Choice
LEADS_TO = {
    Choice.CONTINUE: Issue.State.OPEN,
    Choice.REFRAME: Issue.State.OPEN,
    Choice.CLOSE: Issue.State.CLOSED,
    Choice.PARK: Issue.State.PARKED,
}
VERBS = {
    Choice.CONTINUE: Verb.ISSUE_CONTINUED,
    Choice.REFRAME: Verb.ISSUE_REFRAMED,
    Choice.CLOSE: Verb.ISSUE_CLOSED,
    Choice.PARK: Verb.ISSUE_PARKED,
}


@transaction.atomic
def open_next(
    report_back: ReportBack,
    *,
    by: Membership,
    issue: Issue | None,
    choice: str,
    sentence: str = "",
) -> NextStep:
    """Continue, reword, close or park `issue`, or open a new one if it is None.

    A later choice replaces an earlier one until a meeting has worked on what that opened;
    then it raises `Stale`.
    """
    by = lock_membership(by)
    report = lock_row(
        ReportBack.objects, report_back, "membership", "meeting__learning_set"
    )
    require(may_open_next(by, report))
    if choice == Choice.NEW or issue is None:
        return _open_new(report, by, sentence)
    issue = lock_row(Issue.objects, issue, "owner", "learning_set")
    require(issue.owner.user_id == report.membership.user_id)
    previous = report.next_steps.filter(issue=issue).first()
    if previous and previous.choice == choice and not _rewords(previous, sentence):
        return previous
    if previous:
        _take_back(previous)
    step = report.next_steps.create(
        issue=issue, choice=choice, generation=_generation(issue, choice, sentence)
    )
    set_state(issue, LEADS_TO[Choice(choice)])
    record(report.meeting.learning_set, VERBS[Choice(choice)], by=by.user, about=issue)
    return step


def _open_new(report: ReportBack, by: Membership, sentence: str) -> NextStep:
    """Open an issue of the reporter; the same sentence sent twice is one issue."""
    same = report.next_steps.filter(
        choice=Choice.NEW, generation__sentence=sentence
    ).first()
    if same:
        return same
    learning_set = report.meeting.learning_set
    issue = Issue.objects.create(learning_set=learning_set, owner=report.membership)
    generation = issue.generations.create(number=1, sentence=sentence)
    record(learning_set, Verb.ISSUE_OPENED, by=by.user, about=issue)
    return report.next_steps.create(
        issue=issue, choice=Choice.NEW, generation=generation
    )


def _generation(issue: Issue, choice: str, sentence: str) -> Generation | None:
    if choice == Choice.CONTINUE:
        latest = issue.generations.latest("number")
        return turn(issue, latest.sentence, Generation.How.CONTINUED)
    if choice == Choice.REFRAME:
        return turn(issue, sentence, Generation.How.REFRAMED)
    return None


def _rewords(step: NextStep, sentence: str) -> bool:
    asked = step.generation.sentence if step.generation else ""
    return step.choice == Choice.REFRAME and asked != sentence


def _take_back(step: NextStep) -> None:
    """Undo an earlier choice, unless a meeting has already gone on from it."""
    generation = step.generation
    if generation and not is_waiting(generation):
        raise Stale(
            _("The set has worked on this since then. Choose on the issue’s own page.")
        )
    step.delete()
    if generation and generation.number > 1:
        generation.delete()
