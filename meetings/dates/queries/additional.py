"""How a set usually meets, and which times are taken: for an additional meeting."""

import datetime as dt
from collections.abc import Collection

from actionlearning.lib.clock import local, now
from meetings.models import Meeting, Series
from meetings.recurrence import WORKING_DAYS
from sets.models import LearningSet

DAY = dt.timedelta(days=1)
NINE = dt.time(9)
#: No meeting is longer, so one that began longer ago is over.
LONGEST = DAY


Usual = Series | Meeting  #: the row whose time, place and format are usual in a set


def usual(learning_set: LearningSet) -> Usual:
    """Return the newest series, or the newest meeting, or a rule at nine o'clock."""
    return (
        learning_set.series.order_by("-pk").first()
        or learning_set.meetings.order_by("-number").first()
        or Series(time=NINE, zone=learning_set.zone)
    )


def goes_on(learning_set: LearningSet, moment: dt.datetime) -> bool:
    """Return whether a rule has made a meeting ahead, so that more will follow."""
    made = learning_set.meetings.filter(series__isnull=False, starts_at__gt=moment)
    return made.filter(state=Meeting.State.SCHEDULED).exists()


def in_the_way(
    learning_set: LearningSet,
    starts_at: dt.datetime,
    minutes: int,
    *,
    beside: Collection[int] = (),
) -> Meeting | None:
    """Return a planned meeting of the set that overlaps a time, except `beside` (ids)."""
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    near = learning_set.meetings.filter(
        state__in=[Meeting.State.SCHEDULED, Meeting.State.LIVE],
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - LONGEST,
    ).exclude(pk__in=beside)
    overlaps = (each for each in near.order_by("starts_at") if each.ends_at > starts_at)
    return next(overlaps, None)


def free_days(
    learning_set: LearningSet, moment: dt.datetime, count: int, *, zone: str
) -> list[dt.date]:
    """Return the next working days without a meeting of the set.

    They begin on the day after tomorrow, because people need to hear of it.
    """
    today = local(moment, zone).date()
    taken = set(
        learning_set.meetings.filter(
            state=Meeting.State.SCHEDULED, date__gte=today
        ).values_list("date", flat=True)
    )
    days = (today + n * DAY for n in range(2, 100))
    free = (on for on in days if on.weekday() in WORKING_DAYS)
    found = [on for on in free if on not in taken]
    return found[:count]


def usual_and_free(learning_set: LearningSet) -> tuple[Usual, dt.date]:
    """Return the usual values of the set and its next free day, to fill a form."""
    habit = usual(learning_set)
    [on] = free_days(learning_set, now(), 1, zone=habit.zone)
    return habit, on
