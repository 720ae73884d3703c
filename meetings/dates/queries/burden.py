"""The share of early and late hours in a set, and start times that would even it out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.lib.dates import city, clock_time
from meetings import selectors as meetings
from meetings.dates.fair_hours import (
    Burden,
    MeetingHours,
    Person,
    burdens,
    rotation,
    strain,
)
from meetings.dates.queries.additional import Usual
from meetings.models import Attendance, Meeting
from sets.models import LearningSet, Membership

PAST = 12  #: past meetings that are counted


@dataclass(frozen=True)
class Row:
    """One member's row of the table."""

    name: str
    zone: str
    times: int
    hours: str
    times_ahead: int
    hours_ahead: str


@dataclass(frozen=True)
class Shared:
    """The table, its sentence, and start times that would take turns.

    `rows` holds only members with early or late meetings. `borne` is the minutes so far,
    by membership.
    """

    rows: list[Row]
    sentence: str
    starts: list[dt.time]
    proposal: list[str]
    borne: dict[int, int]
    has_others: bool


def shared(
    learning_set: LearningSet, memberships: Sequence[Membership], habit: Usual
) -> Shared:
    """Return the set's share of early and late hours, in three queries."""
    members = [membership for membership in memberships if membership.is_member]
    people = [
        Person(membership.pk, membership.user.known_zone) for membership in members
    ]
    held, ahead = _held(learning_set), _ahead(learning_set, people)
    found = {each.id: each for each in burdens(people, held, ahead)}
    on = local(ahead[0].starts_at if ahead else now(), habit.zone).date()
    starts = rotation(
        people, on=on, usual=habit.time, zone=habit.zone, minutes=habit.minutes
    )
    if starts == [habit.time]:
        starts = []
    rows = [
        _row(membership, found[membership.pk])
        for membership in members
        if found[membership.pk].is_any
    ]
    return Shared(
        rows=rows,
        sentence=_sentence(members, found, held),
        starts=starts,
        proposal=[_elsewhere(start, on, habit, people) for start in starts],
        borne={pk: each.minutes for pk, each in found.items()},
        has_others=len(rows) < len(members),
    )


def _held(learning_set: LearningSet) -> list[MeetingHours]:
    past = list(meetings.held(learning_set)[:PAST])
    there = defaultdict(set)
    rows = Attendance.objects.filter(meeting__in=past, present_at__isnull=False)
    for meeting, membership in rows.values_list("meeting_id", "membership_id"):
        there[meeting].add(membership)
    return [
        MeetingHours(each.starts_at, each.minutes, frozenset(there[each.pk]))
        for each in past
    ]


def _ahead(learning_set: LearningSet, people: Sequence[Person]) -> list[MeetingHours]:
    everybody = frozenset(person.id for person in people)
    coming = meetings.ahead(learning_set).filter(state=Meeting.State.SCHEDULED)
    return [MeetingHours(each.starts_at, each.minutes, everybody) for each in coming]


def _row(membership: Membership, burden: Burden) -> Row:
    return Row(
        name=membership.name,
        zone=city(membership.user.known_zone),
        times=burden.times,
        hours=_hours(burden.minutes),
        times_ahead=burden.times_ahead,
        hours_ahead=_hours(burden.minutes_ahead),
    )


def _hours(minutes: int) -> str:
    """Return "1:30 h", or "" for no minutes."""
    if not minutes:
        return ""
    return _("%(hours)d:%(minutes)02d h") % {
        "hours": minutes // 60,
        "minutes": minutes % 60,
    }


def _sentence(
    members: Sequence[Membership],
    found: dict[int, Burden],
    held: Sequence[MeetingHours],
) -> str:
    """Return a sentence about the person with most of the early and late meetings.

    It is "" unless one person had more than half of them.
    """
    zones = {membership.pk: membership.user.known_zone for membership in members}
    touched = [
        each
        for each in held
        if any(
            strain(each.starts_at, each.minutes, zones[who])
            for who in each.people
            if who in zones
        )
    ]
    heaviest = max(
        members, key=lambda membership: found[membership.pk].times, default=None
    )
    if heaviest is None:
        return ""
    times = found[heaviest.pk].times
    as_much = [
        membership for membership in members if found[membership.pk].times == times
    ]
    if times < 2 or times * 2 <= len(touched) or len(as_much) > 1:
        return ""
    return _(
        "Of the last %(n)d meetings that were early or late for somebody, %(times)d "
        "were so for %(name)s."
    ) % {"name": heaviest.first_name, "times": times, "n": len(touched)}


def _elsewhere(
    start: dt.time, on: dt.date, habit: Usual, people: Sequence[Person]
) -> str:
    """Return "15:00 London is 10:00 in New York and 20:30 in Kolkata"."""
    at = instant_of(on, start, habit.zone)
    zones = {person.zone for person in people}
    own = local(at, habit.zone).utcoffset()
    others = sorted(
        {zone for zone in zones if local(at, zone).utcoffset() != own},
        key=lambda zone: local(at, zone).replace(tzinfo=None),
    )
    names = {"start": f"{start:%H:%M}", "place": city(habit.zone)}
    if not others:
        return _("%(start)s %(place)s") % names
    clocks = [
        _("%(time)s in %(place)s") % {"time": clock_time(at, zone), "place": city(zone)}
        for zone in others
    ]
    *first, last = clocks
    there = _("%(some)s and %(last)s") % {"some": ", ".join(first), "last": last}
    names["there"] = there if first else last
    return _("%(start)s %(place)s is %(there)s") % names
