"""What becomes of the meetings ahead when the rule changes from one of them on.

Worked out in one place, for the page that asks before and for the service that does it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from django.db.models import Q

from actionlearning.lib.clock import instant_of, local
from meetings.models import Meeting
from meetings.recurrence import DAY, Rule, begun_before, dates
from sets.models import LearningSet

THIS, FOLLOWING, ALL = "this", "following", "all"


@dataclass(frozen=True)
class Plan:
    """When and where a set meets, from the day `on` at the earliest.

    `is_same` says that the days stay as they are: only the time, the place or the end
    is another, and what was moved by hand stays where it is.
    """

    rule: Rule
    on: dt.date
    time: dt.time
    minutes: int
    place: str
    link: str
    is_same: bool = False


@dataclass(frozen=True)
class Shift:
    """One meeting ahead, and the date of the new rule that it takes; None: there is none.

    `stays` is one that was called off, or moved by hand to a day of its own: it keeps
    that day, and stands for the date, so that no other meeting is made for it.
    """

    meeting: Meeting
    to: dt.date | None
    stays: bool = False

    @property
    def is_called_off(self) -> bool:
        """Whether the new rule ends before it."""
        return self.to is None and not self.stays


def slot(meeting: Meeting) -> dt.date:
    """Return the date of the series that a meeting stands for."""
    return meeting.planned_on or meeting.date


def is_exception(meeting: Meeting) -> bool:
    """Say whether it was called off, or moved by hand away from its date."""
    return not meeting.is_scheduled or slot(meeting) != meeting.date


def of_the_rule(learning_set: LearningSet, moment: dt.datetime) -> list[Meeting]:
    """Return what a rule made for days ahead, in the rule's order.

    Also what was called off, or moved to an earlier day: it stands for its date still.
    """
    today = local(moment, learning_set.zone).date()
    ahead = Q(starts_at__gt=moment) | Q(planned_on__gt=today)
    rows = learning_set.meetings.filter(ahead, series__isnull=False)
    found = rows.select_related("series", "learning_set")
    return sorted(found, key=lambda meeting: (slot(meeting), meeting.number))


def first_of(
    meeting: Meeting, rows: list[Meeting], scope: str, moment: dt.datetime
) -> Meeting:
    """Return the meeting from which a change begins: this one, or the first ahead."""
    if scope == FOLLOWING:
        return meeting
    ahead = (row for row in rows if row.is_scheduled and row.starts_at > moment)
    return next(ahead, meeting)


def begun_at(first: Meeting, meeting: Meeting, plan: Plan) -> Plan:
    """Return the plan that was made at `meeting`, as it is from an earlier `first` on.

    It goes back by whole weeks or months of the rule, so that `meeting` keeps its day.
    """
    if first == meeting:
        return plan
    if plan.rule.starts_on < plan.on:
        return replace(plan, on=slot(first))
    rule = begun_before(plan.rule, slot(meeting), slot(first))
    return replace(plan, rule=rule, on=rule.starts_on)


@dataclass(frozen=True)
class Change:
    """A plan, and what it does to the meetings from `first` on."""

    first: Meeting
    plan: Plan
    shifts: list[Shift]

    @property
    def staying_on(self) -> list[Shift]:
        """The meetings that there will be, by their new dates."""
        found = [each for each in self.shifts if each.meeting.is_scheduled]
        return [each for each in found if not each.is_called_off]

    @property
    def called_off(self) -> list[Meeting]:
        """The meetings for which the new rule has no date."""
        return [each.meeting for each in self.shifts if each.is_called_off]


def moves_any(change: Change) -> bool:
    """Say whether a meeting will be at another time, or will not be, before it is so."""
    moved = (
        (each.to, change.plan.time) != (each.meeting.date, each.meeting.time)
        for each in change.staying_on
        if not each.stays
    )
    return bool(change.called_off) or any(moved)


def change(meeting: Meeting, scope: str, plan: Plan, moment: dt.datetime) -> Change:
    """Work out what a plan made at `meeting` does to it and those after, or to all."""
    rows = of_the_rule(meeting.learning_set, moment)
    first = first_of(meeting, rows, scope, moment)
    whole = begun_at(first, meeting, plan)
    return Change(first, whole, shifts(rows, first, meeting, whole, moment))


def shifts(
    rows: list[Meeting],
    first: Meeting,
    meeting: Meeting,
    plan: Plan,
    moment: dt.datetime,
) -> list[Shift]:
    """Return where each meeting from `first` on goes, to dates later than `moment`.

    Where the set meets as often as before, the meetings take the new dates in their
    order, those that are exceptions too. Where it meets oftener or less often, an
    exception keeps the date it stood for, and the others take the dates that are free.
    """
    old = first.series.rule if first.series else plan.rule
    after = [row for row in rows if slot(row) >= slot(first)]
    stay = {row.pk for row in after if is_exception(row)}
    if not plan.is_same:
        stay.discard(meeting.pk)
    if old.pace == plan.rule.pace:
        found = islice(_ahead(plan, first.zone, moment), len(after))
        pairs = zip_longest(after, found)
        return [Shift(row, to, row.pk in stay) for row, to in pairs if row]
    staying = [Shift(row, None, stays=True) for row in after if row.pk in stay]
    going = [row for row in after if row.pk not in stay]
    full = taken(row.meeting for row in staying)
    free = (on for on in _ahead(plan, first.zone, moment) if on not in full)
    pairs = zip_longest(going, islice(free, len(going)))
    return [*staying, *(Shift(row, to) for row, to in pairs if row)]


def _ahead(plan: Plan, zone: str, moment: dt.datetime) -> Iterator[dt.date]:
    for on in dates(plan.rule, plan.on - DAY):
        if instant_of(on, plan.time, zone) > moment:
            yield on


def taken(exceptions: Iterable[Meeting]) -> set[dt.date]:
    """Return the days on which exceptions lie, or from which they were moved away."""
    return {day for row in exceptions for day in (slot(row), row.date)}


def mark(learning_set: LearningSet) -> int:
    """Return a number that rises with each change of when or where the set meets.

    Another rule is another row, also where it moves no meeting; the first is no change.
    """
    rules = max(learning_set.series.count() - 1, 0)
    return rules + sum(learning_set.meetings.values_list("sequence", flat=True))
