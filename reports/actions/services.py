"""End an action, or reopen it. Nothing is ever copied to the next meeting."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.models import Action, Meeting
from reports.models import ActionReport, ReportBack
from reports.permissions import may_settle
from sets.locking import lock_membership, lock_row
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

VERBS = {
    Action.State.DONE: Verb.ACTION_COMPLETED,
    Action.State.DROPPED: Verb.ACTION_DROPPED,
}


@transaction.atomic
def close(action: Action, *, by: Membership, state: str, word: str = "") -> Action:
    """Mark an action done or dropped. `word` goes into the owner's next report-back.

    Raises `Stale` if it has been closed the other way meanwhile.
    """
    by = lock_membership(by)
    action = lock_row(Action.objects, action, "owner", "learning_set")
    require(may_settle(by, action))
    if action.state == state:
        return action
    if not action.is_open:
        raise Stale(_("This action has been closed in the meantime."))
    action.state, action.closed_at = state, now()
    action.save(update_fields=["state", "closed_at"])
    record(action.learning_set, VERBS[Action.State(state)], by=by.user, about=action)
    _keep_for_next_report(action, by, word)
    return action


@transaction.atomic
def reopen(action: Action, *, by: Membership) -> Action:
    """Reopen an action that was done or dropped."""
    by = lock_membership(by)
    action = lock_row(Action.objects, action, "owner", "learning_set")
    require(may_settle(by, action))
    if action.is_open:
        return action
    action.state, action.closed_at = Action.State.OPEN, None
    action.save(update_fields=["state", "closed_at"])
    record(action.learning_set, Verb.ACTION_REOPENED, by=by.user, about=action)
    return action


def settle(report: ReportBack, *, by: Membership) -> None:
    """Close the actions that a filed report-back calls done or dropped."""
    for told in report.action_reports.select_related("action__owner"):
        if told.status in {ActionReport.Status.DONE, ActionReport.Status.DROPPED}:
            if told.action.state != told.status and not told.action.is_open:
                reopen(told.action, by=by)
            close(told.action, by=by, state=told.status)
        elif told.status:
            reopen(told.action, by=by)


def _keep_for_next_report(action: Action, by: Membership, word: str) -> None:
    """Save the status and the word in the owner's next report-back."""
    ahead = by.learning_set.meetings.filter(state=Meeting.State.SCHEDULED)
    meeting = ahead.filter(starts_at__gt=now()).first()
    if not word or meeting is None:
        return
    report, _made = ReportBack.objects.get_or_create(meeting=meeting, membership=by)
    ActionReport.objects.update_or_create(
        report_back=report,
        action=action,
        defaults={"status": action.state, "why": word},
    )
    report.version += 1
    report.page = None
    report.saved_at = now()
    report.save(update_fields=["version", "page", "saved_at"])
