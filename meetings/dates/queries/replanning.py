"""The effect of a new rule on the meetings ahead.

It is computed in one place, for the page that asks first and the service that does it.
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
    """When and where a set meets from the day `on`.

    `is_same` says that the days stay: only the time, the place or the end changes, and a
    meeting that was moved by hand stays on its day.
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
    """One meeting ahead, and the date of the new rule that it takes, or None.

    `stays` is True if it was cancelled, or moved by hand: it keeps its day and stands for
    the date of the rule, so that no other meeting is made for that date.
    """

    meeting: Meeting
    to: dt.date | None
    stays: bool = False

    @property
    def is_called_off(self) -> bool:
        """Whether the new rule has no date for the meeting."""
        return self.to is None and not self.stays


def slot(meeting: Meeting) -> dt.date:
    """Return the date of the series for which a meeting stands."""
    return meeting.planned_on or meeting.date


def is_exception(meeting: Meeting) -> bool:
    """Return whether it was cancelled, or moved by hand from its date."""
    return not meeting.is_scheduled or slot(meeting) != meeting.date


def of_the_rule(learning_set: LearningSet, moment: dt.datetime) -> list[Meeting]:
    """Return the meetings that a rule made for days ahead, in the rule's order.

    This includes meetings that were cancelled or moved to an earlier day: they still stand
    for their date.
    """
    today = local(moment, learning_set.zone).date()
    ahead = Q(starts_at__gt=moment) | Q(planned_on__gt=today)
    rows = learning_set.meetings.filter(ahead, series__isnull=False)
    found = rows.select_related("series", "learning_set")
    return sorted(found, key=lambda meeting: (slot(meeting), meeting.number))


def first_of(
    meeting: Meeting, rows: list[Meeting], scope: str, moment: dt.datetime
) -> Meeting:
    """Return the first meeting of a change: this one, or the first ahead."""
    if scope == FOLLOWING:
        return meeting
    ahead = (row for row in rows if row.is_scheduled and row.starts_at > moment)
    return next(ahead, meeting)


def begun_at(first: Meeting, meeting: Meeting, plan: Plan) -> Plan:
    """Return the plan made at `meeting`, as if it began at an earlier `first`.

    It goes back by whole periods of the rule, so that `meeting` keeps its day.
    """
    if first == meeting:
        return plan
    if plan.rule.starts_on < plan.on:
        return replace(plan, on=slot(first))
    rule = begun_before(plan.rule, slot(meeting), slot(first))
    return replace(plan, rule=rule, on=rule.starts_on)


@dataclass(frozen=True)
class Change:
    """A plan, and its effect on the meetings from `first` on."""

    first: Meeting
    plan: Plan
    shifts: list[Shift]

    @property
    def staying_on(self) -> list[Shift]:
        """The meetings that remain, by their new dates."""
        found = [each for each in self.shifts if each.meeting.is_scheduled]
        return [each for each in found if not each.is_called_off]

    @property
    def called_off(self) -> list[Meeting]:
        """The meetings for which the new rule has no date."""
        return [each.meeting for each in self.shifts if each.is_called_off]


def moves_any(change: Change) -> bool:
    """Return whether any meeting changes its time or is cancelled."""
    moved = (
        (each.to, change.plan.time) != (each.meeting.date, each.meeting.time)
        for each in change.staying_on
        if not each.stays
    )
    return bool(change.called_off) or any(moved)


def change(meeting: Meeting, scope: str, plan: Plan, moment: dt.datetime) -> Change:
    """Return the effect of a plan made at `meeting` on it and the later ones, or on all."""
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
    """Return the new date after `moment` of each meeting from `first` on.

    If the set meets as often as before, the meetings take the new dates in their order,
    exceptions too. If it meets more or less often, an exception keeps the date for which it
    stood, and the others take the free dates.
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
    """Return the days of exceptions, and the days from which they were moved."""
    return {day for row in exceptions for day in (slot(row), row.date)}


def mark(learning_set: LearningSet) -> int:
    """Return a number that rises with each change of the set's times or places.

    A new rule is a new row even if it moves no meeting; the first rule is no change.
    """
    rules = max(learning_set.series.count() - 1, 0)
    return rules + sum(learning_set.meetings.values_list("sequence", flat=True))
