"""A person's actions in all their sets."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from actionlearning.accounts.models import User
from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import due
from meetings.models import Action, Meeting
from reports.models import Release, ReportBack
from sets.models import Membership

ENDED = 50  #: ended actions on the page, the latest first

#: The fate of a word on an ended action: it waits for the next report-back, or the set
#: reads it at once because that is filed, or there will be no report-back ("").
WordIs = Literal["", "waiting", "read"]


@dataclass(frozen=True)
class Promise:
    """One action of the person, with its set and meeting and its due day in words."""

    action: Action
    due: str
    is_released: bool
    word_is: WordIs


@dataclass(frozen=True)
class MyActions:
    """The open actions of a person, and those that have ended."""

    open: list[Promise]
    ended: list[Promise]


def my_actions(user: User) -> MyActions:
    """Return the person's actions in their current sets, in two queries."""
    rows = _with_what_may_follow(mine(user))
    ended = rows.exclude(state=Action.State.OPEN).order_by("-closed_at", "-pk")
    return MyActions(
        open=[_promise(each, user) for each in rows.filter(state=Action.State.OPEN)],
        ended=[_promise(action, user) for action in ended[:ENDED]],
    )


def word_on(action: Action) -> WordIs:
    """Return what becomes of a word on this action."""
    return _word_is(_with_what_may_follow(Action.objects.filter(pk=action.pk)).get())


def open_promises(user: User, *, of: int | None = None) -> list[Promise]:
    """Return the person's open actions, the first due first, without what may follow.

    `of` is the id of a set, if only its actions are wanted.
    """
    rows = mine(user).filter(state=Action.State.OPEN)
    if of:
        rows = rows.filter(learning_set=of)
    return [_promise(action, user) for action in rows]


def mine(user: User) -> QuerySet[Action]:
    """Return the person's actions in their current sets."""
    memberships = Membership.current.filter(user=user).values("learning_set")
    return (
        Action.objects.filter(owner__user=user, learning_set__in=memberships)
        .select_related("learning_set", "meeting")
        .order_by("due_on", "pk")
    )


def _with_what_may_follow(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Add whether each action is released, and its owner's next report-back, if any."""
    current = Release.objects.filter(action=OuterRef("pk"), revoked_at=None)
    ahead = Meeting.objects.filter(
        learning_set=OuterRef("learning_set"),
        state=Meeting.State.SCHEDULED,
        starts_at__gt=now(),
    ).order_by("starts_at", "pk")
    reports = ReportBack.objects.filter(
        meeting=OuterRef("next_meeting"), membership__user=OuterRef("owner__user")
    )
    return rows.annotate(
        is_released=Exists(current),
        next_meeting=Subquery(ahead.values("pk")[:1]),
        next_report=Subquery(reports.values("state")[:1]),
    )


def _word_is(action: Action) -> WordIs:
    report = getattr(action, "next_report", None)
    if not getattr(action, "next_meeting", None) or report == ReportBack.State.SKIPPED:
        return ""
    is_read = report in {ReportBack.State.FILED, ReportBack.State.GIVEN}
    return "read" if is_read else "waiting"


def _promise(action: Action, user: User) -> Promise:
    today = local(now(), user.known_zone).date()
    return Promise(
        action=action,
        due=due(action.due_on, today) if action.is_open else "",
        is_released=bool(getattr(action, "is_released", False)),
        word_is=_word_is(action),
    )
