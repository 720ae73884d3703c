"""Simulated sets that people miss, join, leave, and trade turns in."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from meetings.permissions import quorum
from meetings.rota.order import PRACTICE, Candidate, Credit, Said, after, propose

FOUNDED = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
DATES = 200
TWINS = 2  #: the founders who come to the same meetings, if any do


@dataclass(frozen=True)
class Joined:
    """Somebody joined before the date with this number."""

    id: int
    number: int


@dataclass(frozen=True)
class Left:
    """Somebody left."""

    id: int


@dataclass(frozen=True)
class Held:
    """A meeting that was held; `before` is how the members stood when it began.

    `traded` are those who declined the turn, gave it away or took it.
    """

    number: int
    here: frozenset[int]
    who: int
    before: tuple[Candidate, ...]
    traded: frozenset[int]


@dataclass
class SimulatedSet:
    """What a set lives through, by chance; `story` is all of it, in order.

    Each member misses a meeting with the chance `absence`; where too few come for a
    quorum, the set does not meet. `trade` is how likely it is that a turn is declined,
    and that one is swapped. The first `together` founders come and miss together, and
    stay.
    """

    chance: random.Random
    people: list[Candidate]
    trade: float = 0
    absence: float = 0.2
    together: int = 0
    story: list[Joined | Left | Held] = field(default_factory=list)
    deeds: list[tuple[int, int]] = field(default_factory=list)
    names: int = 0
    quorums: int = 0

    @property
    def held(self) -> list[Held]:
        return [each for each in self.story if isinstance(each, Held)]

    def live(self) -> Iterator[Held | None]:
        """Live through all dates; yield each meeting, or None for one not held."""
        for number in range(DATES):
            yield self.meet(number)

    def meet(self, number: int) -> Held | None:
        """Live through one date; return the meeting if it took place."""
        self._come_and_go(number)
        here = self._here()
        if len(here) < quorum(len(self.people)):
            return None
        self.quorums += 1
        deeds = len(self.deeds)
        absent = frozenset(p.id for p in self.people) - here
        if not (who := self._who(number, absent)):
            return None
        traded = frozenset(each for _number, each in self.deeds[deeds:])
        held = Held(number, here, who, tuple(self.people), traded)
        self._live_through(held)
        return held

    def traded(self) -> Counter[int]:
        """Return how many turns each traded in the last two rounds of meetings held."""
        rounds = 2 * len(self.people)
        held = self.held
        since = held[-rounds - 1].number if len(held) > rounds else -1
        return Counter(who for number, who in self.deeds if number > since)

    def _here(self) -> frozenset[int]:
        came = {p.id: self.chance.random() >= self.absence for p in self.people}
        twins = [p.id for p in self.people[: self.together]]
        for pk in twins:
            came[pk] = came[twins[0]]
        return frozenset(pk for pk in came if came[pk])

    def _who(self, number: int, absent: frozenset[int]) -> int | None:
        """Return who really ran it, after declines and at most one swap."""
        declined: set[int] = set()
        found = propose(self.people, Said(absent))
        while found.facilitator and self.chance.random() < self.trade:
            declined.add(found.facilitator)
            found = propose(self.people, Said(absent, frozenset(declined)))
        giver, rest = found.facilitator, found.line[1:]
        self.deeds += [(number, each) for each in sorted(declined)]
        if giver is None or not rest or self.chance.random() >= self.trade:
            return giver
        taker = self.chance.choice(rest)
        self.deeds += [(number, giver), (number, taker)]
        said = Said(absent, frozenset(declined), ((giver, taker),))
        return propose(self.people, said).facilitator

    def _come_and_go(self, number: int) -> None:
        if self.chance.random() < 0.03 and len(self.people) < 10:
            self.names += 1
            self._live_through(Joined(self.names, number))
        if self.chance.random() < 0.02 and len(self.people) > 3:
            leaver = self.chance.randrange(self.together, len(self.people))
            self._live_through(Left(self.people[leaver].id))

    def _live_through(self, event: Joined | Left | Held) -> None:
        who = event.who if isinstance(event, Held) else None
        self.people = lived(self.people, event, who)
        self.story.append(event)


def simulated(
    seed: int,
    size: int,
    *,
    trade: float = 0,
    absence: float = 0.2,
    together: int = 0,
) -> SimulatedSet:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    people = [Candidate(n, f"Member {n}", FOUNDED) for n in range(1, size + 1)]
    return SimulatedSet(chance, people, trade, absence, together, names=size)


def lived(
    people: Sequence[Candidate], event: Joined | Left | Held, who: int | None
) -> list[Candidate]:
    """Return the members as they stand after an event, if `who` ran the meeting."""
    match event:
        case Joined():
            return [*people, newcomer(event.id, event.number, people)]
        case Left():
            return [each for each in people if each.id != event.id]
        case Held():
            on = day(event.number)
            return after(people, facilitator=who, attended=event.here, on=on)


def day(number: int) -> dt.date:
    return FOUNDED.date() + dt.timedelta(days=number)


def newcomer(pk: int, number: int, people: Sequence[Candidate]) -> Candidate:
    """Join with the average share, and with two meetings of practice."""
    turns = sum((had(each) for each in people), Fraction())
    visits = sum((met(each) for each in people), Fraction())
    credit = Credit(Fraction(turns, len(people)), Fraction(visits, len(people)))
    joined = FOUNDED + dt.timedelta(days=number)
    practice = PRACTICE if visits else 0
    return Candidate(pk, f"Member {pk}", joined, credit=credit, practice=practice)


def met(person: Candidate) -> Fraction | int:
    """Return the meetings that a member's share is counted by."""
    credit = person.credit.meetings
    return person.attended + credit if credit else person.attended


def had(person: Candidate) -> Fraction | int:
    """Return the turns that a member's share is counted by."""
    return person.turns + person.credit.turns if person.credit.turns else person.turns
