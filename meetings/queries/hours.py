"""What a time means for each person of a set: their own clock, early or late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import city, span
from meetings.polls import Strain, strain
from sets.models import LearningSet, Membership


@dataclass(frozen=True)
class Clock:
    """When something is for one person, and a word where that is early or late."""

    name: str
    when: str
    strain: str


def when_for_all(
    learning_set: LearningSet, starts_at: dt.datetime, minutes: int
) -> list[Clock]:
    """Return the time on the clock of everybody who has a place in the set."""
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return [
        Clock(
            place.name,
            span(starts_at, ends_at, now=now(), zone=place.user.known_zone),
            early_or_late(strain(starts_at, minutes, place.user.known_zone)),
        )
        for place in everybody(learning_set)
    ]


def everybody(learning_set: LearningSet) -> list[Membership]:
    """Return who has a place in a set now, in the order in which they came."""
    places = Membership.current.filter(learning_set=learning_set)
    return list(places.select_related("user").order_by("joined_at", "pk"))


def early_or_late(found: Strain) -> str:
    """Return "early", "late", or nothing."""
    if not found:
        return ""
    return _("early") if found.is_early else _("late")


def on_clock(starts_at: dt.datetime, minutes: int, zone: str) -> str:
    """Return "09:00–10:30 London"."""
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return _("%(start)s–%(end)s %(place)s") % {
        "start": date_format(local(starts_at, zone), "H:i"),
        "end": date_format(local(ends_at, zone), "H:i"),
        "place": city(zone),
    }
