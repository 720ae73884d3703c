"""The dates on which a set meets. Pure: a rule in, dates out; no clock, no database.

Rules are about calendar days in the set's own zone, so daylight saving never moves a
meeting. If a month lacks the day of the rule, its last day counts: people who agreed on
the 31st meant the end of the month, and nobody expects a month without a meeting (RFC
5545 would leave it out).

See docs/domain.md#dates.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from heapq import heappop, heappush
from itertools import islice
from typing import Any

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday
from holidays import country_holidays

DAY = dt.timedelta(days=1)
WORKING_DAYS = range(5)
#: So many days after a holiday a meeting is still that meeting; no holidays are longer.
FARTHEST_MOVE = 14


@dataclass(frozen=True)
class Rule:
    """How often, from when, and until when (inclusive; None is for ever).

    `every` counts weeks or months. `weekdays` (0 is Monday) are those of a weekly rule;
    an empty one means the weekday of the start. `month_by` says what a monthly rule
    keeps of its start: its nth `weekday` (a fifth one is the `last`), the `last` such
    weekday, or the `day`. `month_day` names that day if the start itself had to be
    earlier. `times` counts the dates with a meeting. `country` is one of ISO 3166: on
    its public holidays there is no meeting (`skip`), or it moves to the next free
    working day (`move`).
    """

    frequency: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_by: str = "weekday"
    month_day: int | None = None
    times: int | None = None
    country: str = ""
    on_holidays: str = "skip"

    @property
    def pace(self) -> tuple[str, int, int]:
        """Return how often it meets, whichever the days are."""
        return self.frequency, self.every, len(self.days)

    @property
    def days(self) -> tuple[int, ...]:
        """Return the weekdays of a weekly rule."""
        return self.weekdays or (self.starts_on.weekday(),)

    @property
    def nth(self) -> int:
        """Return which weekday of its month the start is: 1 to 4, or -1 for the last."""
        nth = (self.starts_on.day - 1) // 7 + 1
        return -1 if nth == 5 or self.month_by == "last" else nth


def dates(rule: Rule, after: dt.date | None = None) -> Iterator[dt.date]:
    """Yield the rule's dates in order; with `after`, only the later ones.

    Raises `ValueError` for an unknown frequency.
    """
    for on in islice(_kept(rule), rule.times):
        if after is None or on > after:
            yield on


def ending(rule: Rule) -> Rule:
    """Return the same rule with the date on which it ends, even if it counts its dates."""
    if rule.times is None:
        return rule
    last = max(dates(rule), default=rule.starts_on)
    return replace(rule, ends_on=last)


def begun_before(rule: Rule, there: dt.date, first: dt.date) -> Rule:
    """Return the same rule, begun earlier by as much as `first` lies before `there`.

    It moves by whole repetitions, so that every date of the rule remains: weeks keep
    their rhythm, and a month its nth weekday, or its day.
    """
    if rule.frequency == "monthly":
        months = (there.year - first.year) * 12 + there.month - first.month
        return _months_before(rule, months // rule.every * rule.every)
    if rule.frequency != "weekly":
        return replace(rule, starts_on=rule.starts_on - (there - first))
    weeks = (_monday(there) - _monday(first)).days // 7 // rule.every * rule.every
    begins = _monday(rule.starts_on) - weeks * 7 * DAY
    return replace(rule, starts_on=begins, weekdays=rule.days)


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * DAY


def _months_before(rule: Rule, months: int) -> Rule:
    since = rule.starts_on.year * 12 + rule.starts_on.month - 1 - months
    month = _midnight(dt.date(since // 12, since % 12 + 1, 1))
    first = rrule(MONTHLY, dtstart=month, count=1, **_in_the_month(rule))[0].date()
    if rule.month_by == "day":
        day = rule.month_day or rule.starts_on.day
        return replace(rule, starts_on=first, month_day=day)
    by = "last" if rule.nth == -1 else rule.month_by
    return replace(rule, starts_on=first, month_by=by)


def is_holiday(on: dt.date, country: str) -> bool:
    """Say whether a date is a public holiday of the whole country; "" has none."""
    return bool(country) and on in _holidays(country, on.year)


@cache
def _holidays(country: str, year: int) -> frozenset[dt.date]:
    return frozenset(country_holidays(country, years=year))


def _kept(rule: Rule) -> Iterator[dt.date]:
    """Yield the dates in order, without holidays, with the days that replace them."""
    every = _every(rule)
    moved: list[dt.date] = []
    for moment in every:
        on = moment.date()
        while moved and moved[0] < on:
            yield heappop(moved)
        if not is_holiday(on, rule.country):
            yield on
        elif instead := _instead(on, rule, every, moved):
            heappush(moved, instead)
    yield from sorted(moved)


def _instead(
    on: dt.date, rule: Rule, every: rrule, moved: Collection[dt.date]
) -> dt.date | None:
    """Return the next working day that is no holiday and no meeting date, if any.

    A set that meets on every (working) day has none; one after the end is none either.
    """
    if rule.on_holidays != "move" or rule.frequency in {"daily", "working_days"}:
        return None
    latest = on + FARTHEST_MOVE * DAY
    taken = {
        moment.date() for moment in every.between(_midnight(on), _midnight(latest))
    }
    days = (on + n * DAY for n in range(1, FARTHEST_MOVE))
    free = (
        day
        for day in days
        if day.weekday() in WORKING_DAYS
        and not is_holiday(day, rule.country)
        and day not in taken
        and day not in moved
    )
    first = next(free, None)
    return None if first and rule.ends_on and first > rule.ends_on else first


def _every(rule: Rule) -> rrule:
    """Yield the rule's dates without its holidays and count; weeks begin on Monday."""
    repeats: dict[str, dict[str, Any]] = {
        "daily": {"freq": DAILY},
        "working_days": {"freq": DAILY, "byweekday": WORKING_DAYS},
        "weekly": {"freq": WEEKLY, "interval": rule.every, "byweekday": rule.days},
        "monthly": {"freq": MONTHLY, "interval": rule.every, **_in_the_month(rule)},
    }
    if rule.frequency not in repeats:
        raise ValueError(rule.frequency)
    return rrule(
        dtstart=_midnight(rule.starts_on),
        until=_midnight(rule.ends_on) if rule.ends_on else None,
        wkst=MO,
        **repeats[rule.frequency],
    )


def _in_the_month(rule: Rule) -> dict[str, Any]:
    if rule.month_by != "day":
        return {"byweekday": weekday(rule.starts_on.weekday(), rule.nth)}
    day = rule.month_day or rule.starts_on.day
    # The last of those that the month has: the 28th is in every month.
    return {"bymonthday": [*range(min(day, 28), day + 1)], "bysetpos": -1}


def _midnight(day: dt.date) -> dt.datetime:
    # dateutil counts in naive datetimes; only the date is ever read back.
    return dt.datetime.combine(day, dt.time())
