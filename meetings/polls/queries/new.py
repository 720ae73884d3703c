"""Who may open a poll, and the times that fill a new one."""

import datetime as dt
from itertools import cycle

from actionlearning.lib.clock import now
from meetings.dates.queries.additional import free_days, usual
from meetings.dates.queries.burden import shared
from meetings.models import Meeting, Poll
from meetings.permissions import may_poll
from meetings.rota.queries import turns as rota
from meetings.selectors import everybody
from sets.models import LearningSet, Membership

SUGGESTED = 4  #: times that fill a new poll


def may_open(membership: Membership, meeting: Meeting | None) -> bool:
    """Return whether the member may open a poll."""
    return may_poll(membership, meeting, None) or may_poll(
        membership, meeting, _next_facilitator(membership)
    )


def open_about(of: LearningSet, meeting: Meeting | None) -> Poll | None:
    """Return the open poll about `meeting`, or about an additional meeting if None."""
    polls = Poll.objects.filter(learning_set=of, state=Poll.State.OPEN)
    return (
        polls.filter(meeting=meeting)
        .select_related("opened_by__user", "learning_set")
        .first()
    )


def suggested(
    membership: Membership, meeting: Meeting | None
) -> list[tuple[dt.date, dt.time]]:
    """Return times to fill a poll: the usual one on free days, or fair turns, if any.

    If the poll is about a meeting, they begin on the day after it.
    """
    habit = usual(membership.learning_set)
    zone = meeting.zone if meeting else habit.zone
    start = now()
    if meeting and meeting.starts_at > start:
        start = meeting.starts_at - dt.timedelta(days=1)
    days = free_days(membership.learning_set, start, SUGGESTED, zone=zone)
    share = shared(membership.learning_set, everybody(membership.learning_set), habit)
    turns = cycle(share.starts or [meeting.time if meeting else habit.time])
    return list(zip(days, turns, strict=False))


def _next_facilitator(membership: Membership) -> int | None:
    duties = rota.ahead(membership.learning_set, count=1)
    return duties[0].facilitator.pk if duties and duties[0].facilitator else None
