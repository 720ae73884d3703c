"""A time by the clock of each person of a set, with a word if it is early or late."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import city, clock_time, span
from meetings.dates.fair_hours import Strain, strain
from meetings.selectors import everybody
from sets.models import LearningSet


@dataclass(frozen=True)
class Clock:
    """A time by one person's clock, with a word if it is early or late."""

    name: str
    when: str
    strain: str


def when_for_all(
    learning_set: LearningSet, starts_at: dt.datetime, minutes: int
) -> list[Clock]:
    """Return the time by the clock of everybody in the set."""
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return [
        Clock(
            membership.name,
            span(starts_at, ends_at, now=now(), zone=membership.user.known_zone),
            early_or_late(strain(starts_at, minutes, membership.user.known_zone)),
        )
        for membership in everybody(learning_set)
    ]


def early_or_late(found: Strain) -> str:
    """Return "early", "late" or ""."""
    if not found:
        return ""
    return _("early") if found.is_early else _("late")


def set_clock(
    starts_at: dt.datetime, length: dt.timedelta, zone: str, set_zone: str
) -> str:
    """Return "10:00–11:30 New York" if the set's clock differs from `zone`, else "".

    It names the day if that is another one there.
    """
    here, there = local(starts_at, zone), local(starts_at, set_zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    clock = on_clock(starts_at, length, set_zone)
    if here.date() == there.date():
        return clock
    return _("%(day)s, %(clock)s") % {"day": date_format(there, "l"), "clock": clock}


def on_clock(starts_at: dt.datetime, length: dt.timedelta, zone: str) -> str:
    """Return "09:00–10:30 London"."""
    return _("%(start)s–%(end)s %(place)s") % {
        "start": clock_time(starts_at, zone),
        "end": clock_time(starts_at + length, zone),
        "place": city(zone),
    }
