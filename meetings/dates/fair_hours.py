"""Early and late hours, who bears them, and the best of several times. Pure.

Between 8 and 19 by one's own clock is a working day; what lies outside is early or late
(docs/domain.md#hours-across-zones). Instants and zones in, dataclasses out; no clock, no
database. Minutes are counted, hours are spoken of.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
OPENS, CLOSES = dt.time(8), dt.time(19)
#: A start from here on belongs to the day that comes, before it to the evening.
NIGHT = dt.time(2)
HALF_HOUR = dt.timedelta(minutes=30)
#: Nobody is asked to meet outside these hours where any other start is left.
BEARABLE = dt.time(6), dt.time(22)
ROUNDS = 4  #: meetings for which a rotation is thought through
KINDS = 3  #: start times that a rotation has at most


@dataclass(frozen=True)
class Strain:
    """How many minutes of a meeting lie outside somebody's day, and on which side."""

    minutes: int = 0
    is_early: bool = False

    def __bool__(self) -> bool:
        return self.minutes > 0


@dataclass(frozen=True)
class Person:
    """Somebody by id, and where their clock is."""

    id: int
    zone: str


@dataclass(frozen=True)
class Sitting:
    """One meeting: when, how long, and whose it was (or will be)."""

    starts_at: dt.datetime
    minutes: int
    people: frozenset[int]


@dataclass(frozen=True)
class Burden:
    """What one person has borne, and will: meetings that touch such hours, and minutes."""

    id: int
    times: int = 0
    minutes: int = 0
    times_ahead: int = 0
    minutes_ahead: int = 0

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.times or self.times_ahead)


@dataclass(frozen=True)
class Option:
    """One proposed time and who can come: gladly, or if need be."""

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
    """Return what of a meeting lies before 8 or after 19 by the clock of `zone`."""
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
    """Say whether a wall time is "once", "never" (a gap in spring) or "twice"."""
    wall = dt.datetime.combine(on, time, ZoneInfo(zone))
    first, second = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    if first == second:
        return "once"
    back = wall.astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    return "twice" if back.time() == time else "never"


def burdens(
    people: Iterable[Person], held: Iterable[Sitting], ahead: Iterable[Sitting]
) -> list[Burden]:
    """Count, for each of `people`, the early and late meetings they were and will be at."""
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
    """Return the time to propose, or None where no time brings enough people together.

    Most people who can come; then the fewest early and late minutes, where those count
    up to double of whoever has `borne` (minutes) the most before; then the most who come
    gladly; then the earliest.
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
    """Return the start times, by the clock of `zone`, that would share the burden.

    Empty where the usual time troubles nobody. Found by playing a few meetings: each
    takes the start after which the squares of what everybody has borne sum up to the
    least, the nearest to the usual time first; in the middle of a night only where it
    cannot be helped.
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
    """Return each half hour of a day, with what it would cost everybody."""
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


def _borne(person: Person, sittings: Iterable[Sitting]) -> tuple[int, int]:
    own = [
        found.minutes
        for each in sittings
        if person.id in each.people
        and (found := strain(each.starts_at, each.minutes, person.zone))
    ]
    return len(own), sum(own)


def _weighed(
    option: Option, zones: Mapping[int, str], borne: Mapping[int, int]
) -> Fraction:
    """Return the minutes outside of those who come, each by what they bore before."""
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
