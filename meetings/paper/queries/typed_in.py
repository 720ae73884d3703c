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
    everybody = Membership.current.in_order(membership.learning_set)
    return [each for each in everybody.select_related("learning_set") if each.is_member]


def due_on(meeting: Meeting) -> dt.date:
    """Return the default due day of the meeting's actions."""
    after = following(meeting)
    today = local(now(), meeting.zone).date()
    return max(after.date if after else meeting.date + WEEK, today)
