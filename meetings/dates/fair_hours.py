"""Early and late hours, their fair share, and the best of several times. Pure.

A day runs from 8 to 19 by a person's own clock; other hours are early or late
(docs/domain.md#hours-across-zones). Instants and zones in, dataclasses out; no clock, no
database. The code counts minutes, pages speak of hours.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
OPENS, CLOSES = dt.time(8), dt.time(19)
#: A start from this hour on belongs to the coming day, an earlier one to the evening.
NIGHT = dt.time(2)
HALF_HOUR = dt.timedelta(minutes=30)
#: A rotation starts outside these hours only if no other start is left.
BEARABLE = dt.time(6), dt.time(22)
ROUNDS = 4  #: meetings that a rotation is planned for
KINDS = 3  #: most start times of a rotation


@dataclass(frozen=True)
class Strain:
    """The minutes of a meeting outside a person's day, early or late."""

    minutes: int = 0
    is_early: bool = False

    def __bool__(self) -> bool:
        return self.minutes > 0


@dataclass(frozen=True)
class Person:
    """A person's id and zone."""

    id: int
    zone: str


@dataclass(frozen=True)
class MeetingHours:
    """One meeting: its start, its length, and who was (or will be) there."""

    starts_at: dt.datetime
    minutes: int
    people: frozenset[int]


@dataclass(frozen=True)
class Burden:
    """A person's early and late meetings, past and planned, with their minutes."""

    id: int
    times: int = 0
    minutes: int = 0
    times_ahead: int = 0
    minutes_ahead: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there are any such meetings."""
        return bool(self.times or self.times_ahead)


@dataclass(frozen=True)
class Option:
    """One proposed time, and who can come: gladly, or if need be."""

    id: int
    starts_at: dt.datetime
    minutes: int
    yes: frozenset[int] = frozenset()
    maybe: frozenset[int] = frozenset()

    @property
    def able(self) -> frozenset[int]:
        """Everybody who can come."""
        return self.yes | self.maybe


def strain(starts_at: dt.datetime, minutes: int, zone: str) -> Strain:
    """Return how much of a meeting is before 8 or after 19 by the clock of `zone`."""
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    begins = starts_at.astimezone(ZoneInfo(zone))
    inside = dt.timedelta()
    for days in range((ends_at - starts_at).days + 2):
        on = begins.date() + days * DAY
        opens, closes = _instant(on, OPENS, zone), _instant(on, CLOSES, zone)
        inside += max(dt.timedelta(), min(ends_at, closes) - max(starts_at, opens))
    outside = minutes - int(inside.total_seconds() // 60)
    return Strain(outside, outside > 0 and NIGHT <= begins.time() < OPENS)


def happens(on: dt.date, time: dt.time, zone: str) -> str:
    """Return how often a wall time happens: "once", "never" (in spring) or "twice"."""
    wall = dt.datetime.combine(on, time, ZoneInfo(zone))
    first, second = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    if first == second:
        return "once"
    back = wall.astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    return "twice" if back.time() == time else "never"


def burdens(
    people: Iterable[Person],
    held: Iterable[MeetingHours],
    ahead: Iterable[MeetingHours],
) -> list[Burden]:
    """Return each person's early and late meetings, past and planned."""
    past, coming = list(held), list(ahead)
    found = []
    for person in people:
        times, minutes = _borne(person, past)
        found.append(Burden(person.id, times, minutes, *_borne(person, coming)))
    return found


def best(
    options: Iterable[Option],
    people: Collection[Person],
    *,
    quorum: int,
    borne: Mapping[int, int],
) -> Option | None:
    """Return the time to propose, or None if too few people can come to any.

    It is the time at which most people can come; then the one with the fewest early and
    late minutes, which count up to double for the person who has `borne` most minutes;
    then the one at which most come gladly; then the earliest.
    """
    enough = [option for option in options if len(option.able) >= quorum]
    zones = {person.id: person.zone for person in people}
    return min(
        enough,
        key=lambda option: (
            -len(option.able),
            _weighed(option, zones, borne),
            -len(option.yes),
            option.starts_at,
        ),
        default=None,
    )


def rotation(
    people: Sequence[Person], *, on: dt.date, usual: dt.time, zone: str, minutes: int
) -> list[dt.time]:
    """Return the start times, by the clock of `zone`, that share the burden in turns.

    Return none if the usual time is early or late for nobody. Each meeting takes the start
    after which the squares of everybody's minutes have the smallest sum; of several, the
    nearest to the usual time. A start in the middle of a night is the last resort.
    """
    if not any(strain(_instant(on, usual, zone), minutes, p.zone) for p in people):
        return []
    borne = dict.fromkeys((person.id for person in people), 0)
    starts = _starts(people, on, zone, minutes)
    found: list[dt.time] = []
    for _round in range(ROUNDS):
        chosen = min(
            starts,
            key=lambda time: (
                sum((borne[who] + more) ** 2 for who, more in starts[time].items()),
                _apart(time, usual),
                time,
            ),
        )
        borne = {who: borne[who] + more for who, more in starts[chosen].items()}
        if chosen not in found:
            found.append(chosen)
    return found[:KINDS]


def _starts(
    people: Sequence[Person], on: dt.date, zone: str, minutes: int
) -> dict[dt.time, dict[int, int]]:
    """Return each half hour of a day, with everybody's early or late minutes."""
    times = [
        (dt.datetime.combine(on, dt.time()) + n * HALF_HOUR).time() for n in range(48)
    ]
    bearable = [time for time in times if _bearable(people, on, time, zone, minutes)]
    return {
        time: {
            person.id: strain(_instant(on, time, zone), minutes, person.zone).minutes
            for person in people
        }
        for time in bearable or times
    }


def _bearable(
    people: Sequence[Person], on: dt.date, time: dt.time, zone: str, minutes: int
) -> bool:
    starts_at = _instant(on, time, zone)
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    for person in people:
        begins = starts_at.astimezone(ZoneInfo(person.zone))
        ends = ends_at.astimezone(ZoneInfo(person.zone))
        if begins.date() != ends.date():
            return False
        if begins.time() < BEARABLE[0] or ends.time() > BEARABLE[1]:
            return False
    return True


def _borne(person: Person, meetings: Iterable[MeetingHours]) -> tuple[int, int]:
    own = [
        found.minutes
        for each in meetings
        if person.id in each.people
        and (found := strain(each.starts_at, each.minutes, person.zone))
    ]
    return len(own), sum(own)


def _weighed(
    option: Option, zones: Mapping[int, str], borne: Mapping[int, int]
) -> Fraction:
    """Return the early and late minutes of all who come, weighted by their past ones."""
    most = max(borne.values(), default=0) or 1
    return sum(
        (
            strain(option.starts_at, option.minutes, zones[who]).minutes
            * (1 + Fraction(borne.get(who, 0), most))
            for who in option.able
            if who in zones
        ),
        Fraction(),
    )


def _apart(one: dt.time, other: dt.time) -> int:
    minutes = abs((one.hour - other.hour) * 60 + one.minute - other.minute)
    return min(minutes, 24 * 60 - minutes)


def _instant(on: dt.date, time: dt.time, zone: str) -> dt.datetime:
    return dt.datetime.combine(on, time, ZoneInfo(zone)).astimezone(dt.UTC)
