"""The dates on which a set meets. Pure: a rule in, dates out; no clock, no database.

Rules are about calendar days in the set's own zone, so daylight saving never moves a
meeting (DESIGN §8). "Monthly" keeps the weekday: a rule that starts on the third Tuesday
meets on every third Tuesday, one that starts on a fifth meets on every last one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

WORKING_DAYS = range(5)


@dataclass(frozen=True)
class Rule:
    """How often, from when, and until when (inclusive; None is for ever)."""

    frequency: str
    starts_on: dt.date
    ends_on: dt.date | None = None


def dates(rule: Rule, after: dt.date | None = None) -> Iterator[dt.date]:
    """Yield the rule's dates in order, only those later than `after` where it is given.

    Raises `ValueError` for a frequency that nobody knows.
    """
    for moment in _every(rule):
        if after is None or moment.date() > after:
            yield moment.date()


def _every(rule: Rule) -> rrule:
    repeats: dict[str, dict[str, Any]] = {
        "daily": {"freq": DAILY},
        "working_days": {"freq": DAILY, "byweekday": WORKING_DAYS},
        "weekly": {"freq": WEEKLY},
        "fortnightly": {"freq": WEEKLY, "interval": 2},
        "monthly": {"freq": MONTHLY, "byweekday": _nth_weekday(rule.starts_on)},
    }
    if rule.frequency not in repeats:
        raise ValueError(rule.frequency)
    return rrule(
        dtstart=_midnight(rule.starts_on),
        until=_midnight(rule.ends_on) if rule.ends_on else None,
        **repeats[rule.frequency],
    )


def _nth_weekday(day: dt.date) -> weekday:
    nth = (day.day - 1) // 7 + 1
    return weekday(day.weekday(), nth if nth < 5 else -1)


def _midnight(day: dt.date) -> dt.datetime:
    # dateutil counts in naive datetimes; only the date is ever read back.
    return dt.datetime.combine(day, dt.time())
