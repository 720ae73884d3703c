"""The time to propose instead of one that a meeting cannot keep."""

import datetime as dt

from actionlearning.lib.clock import local
from meetings.models import Meeting, Series
from meetings.recurrence import WORKING_DAYS
from meetings.selectors import following

DAY = dt.timedelta(days=1)


def another_time(meeting: Meeting, now: dt.datetime) -> tuple[dt.date, dt.time]:
    """Return another date and time to propose, by the set's clock.

    It is the same time on the next day (a working day, unless the set meets every day). If
    the next meeting is as near as that, it is the day half-way to it, or two hours later;
    if today has no full hour left, two hours later than usual on the next day.
    """
    there = local(now, meeting.zone)
    base = max(meeting.date, there.date())
    daily = meeting.series is not None and (
        meeting.series.frequency == Series.Frequency.DAILY
    )
    on = base + DAY
    while not daily and on.weekday() not in WORKING_DAYS:
        on += DAY
    after = following(meeting)
    if after is None or on < after.date:
        return on, meeting.time
    half = base + (after.date - base) // 2
    if half > base:
        return half, meeting.time
    later = _later(max(meeting.time, there.time()))
    is_over = dt.datetime.combine(base, later) <= there.replace(tzinfo=None)
    return (on, _later(after.time)) if is_over else (base, later)


def _later(time: dt.time) -> dt.time:
    """Return the full hour two hours later, if it is still on that day."""
    return dt.time(min(time.hour + 2, 23))
