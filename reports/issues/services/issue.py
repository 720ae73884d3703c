"""Steer an issue: reword it, park it, close it, reopen it."""

from django.db import transaction

from actionlearning.lib.clock import now
from meetings.models import Generation, Issue
from reports.permissions import may_steer
from sets.locking import lock_membership, lock_row
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

STATE_VERBS = {
    Issue.State.OPEN: Verb.ISSUE_REOPENED,
    Issue.State.PARKED: Verb.ISSUE_PARKED,
    Issue.State.CLOSED: Verb.ISSUE_CLOSED,
}


@transaction.atomic
def steer(issue: Issue, *, by: Membership, state: str) -> Issue:
    """Close, park or reopen an issue, as its owner."""
    by = lock_membership(by)
    issue = lock_row(Issue.objects, issue, "owner", "learning_set")
    require(may_steer(by, issue))
    if set_state(issue, state):
        record(
            issue.learning_set, STATE_VERBS[Issue.State(state)], by=by.user, about=issue
        )
    return issue


@transaction.atomic
def reword(issue: Issue, *, by: Membership, sentence: str) -> Generation:
    """Reword an issue, as its owner: in a next generation, or in the one that waits."""
    by = lock_membership(by)
    issue = lock_row(Issue.objects, issue, "owner", "learning_set")
    require(may_steer(by, issue))
    latest = issue.generations.latest("number")
    if latest.sentence == sentence:
        return latest
    set_state(issue, Issue.State.OPEN)
    generation = turn(issue, sentence, Generation.How.REFRAMED)
    record(issue.learning_set, Verb.ISSUE_REFRAMED, by=by.user, about=issue)
    return generation


def turn(issue: Issue, sentence: str, how: str) -> Generation:
    """Return the generation that waits for the set, so worded; made if none waits."""
    latest = issue.generations.latest("number")
    if not is_waiting(latest):
        return issue.generations.create(
            number=latest.number + 1, sentence=sentence, how=how
        )
    latest.sentence = sentence
    if latest.number > 1:
        latest.how = how
    latest.save(update_fields=["sentence", "how"])
    return latest


def is_waiting(generation: Generation) -> bool:
    """Return whether no meeting has worked on this generation yet."""
    worked = hasattr(generation, "inquiry") or generation.actions.exists()
    return not worked


def set_state(issue: Issue, state: str) -> bool:
    """Store an issue's state; return whether that changed anything."""
    if issue.state == state:
        return False
    issue.state, issue.state_at = state, now()
    issue.save(update_fields=["state", "state_at"])
    return True
