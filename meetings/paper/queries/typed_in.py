"""Facts for the form of a meeting that was run on paper."""

import datetime as dt

from actionlearning.lib.clock import local, now
from meetings.models import Meeting
from meetings.selectors import following
from sets.models import Membership

WEEK = dt.timedelta(days=7)


def may_begin(meeting: Meeting) -> bool:
    """Return whether its time has come and nobody ran it in the room."""
    waits = meeting.is_scheduled or meeting.is_missed
    return waits and meeting.starts_at <= now()


def members(membership: Membership) -> list[Membership]:
    """Return the people who were members then, in the order of joining."""
    return list(
        Membership.current.members_of(membership.learning_set)
        .select_related("user", "learning_set")
        .order_by("joined_at", "pk")
    )


def due_on(meeting: Meeting) -> dt.date:
    """Return the default due day of the meeting's actions."""
    after = following(meeting)
    today = local(now(), meeting.zone).date()
    return max(after.date if after else meeting.date + WEEK, today)
