"""Two hundred meetings of sets that people miss, join, leave, and trade turns in."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from hypothesis import example, given, settings, strategies as st

from meetings.permissions import quorum
from meetings.rota.order import PRACTICE, Candidate, Credit, Said, after, order, propose

FOUNDED = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
MEETINGS = 200
HALF_MORE = Fraction(3, 2)
SEEDS = st.integers(min_value=0, max_value=2**32)


@dataclass
class SimulatedSet:
    """What a set lives through, by chance; `held` are the facts that are stored.

    Members miss one meeting in five; where too few come for a quorum, the set does not
    meet. `trade` is how likely it is that a turn is declined, and that one is swapped.
    """

    chance: random.Random
    people: list[Candidate]
    trade: float = 0
    held: list[tuple[int, frozenset[int], int]] = field(default_factory=list)
    deeds: list[tuple[int, int]] = field(default_factory=list)
    names: int = 0

    def meet(self, number: int) -> bool:
        """Live through one meeting; say whether it took place."""
        self._come_and_go(number)
        absent = frozenset(p.id for p in self.people if self.chance.random() < 0.2)
        here = frozenset(p.id for p in self.people) - absent
        if len(here) < quorum(len(self.people)):
            return False
        if not (who := self._who(number, absent)):
            return False
        self.held.append((number, here, who))
        self.people = after(self.people, facilitator=who, attended=here, on=day(number))
        return True

    def _who(self, number: int, absent: frozenset[int]) -> int | None:
        """Return who really ran it, after declines and at most one swap."""
        declined: set[int] = set()
        found = propose(self.people, Said(absent))
        while found.facilitator and self.chance.random() < self.trade:
            declined.add(found.facilitator)
            found = propose(self.people, Said(absent, frozenset(declined)))
        giver, rest = found.facilitator, found.line[1:]
        if giver is None:
            return None
        self.deeds += [(number, each) for each in sorted(declined)]
        if not rest or self.chance.random() >= self.trade:
            return giver
        taker = self.chance.choice(rest)
        self.deeds += [(number, giver), (number, taker)]
        said = Said(absent, frozenset(declined), ((giver, taker),))
        return propose(self.people, said).facilitator

    def _come_and_go(self, number: int) -> None:
        if self.chance.random() < 0.03 and len(self.people) < 10:
            self.names += 1
            self.people.append(newcomer(self.names, number, self.people))
        if self.chance.random() < 0.02 and len(self.people) > 3:
            self.people.pop(self.chance.randrange(len(self.people)))

    def traded(self, number: int) -> dict[int, int]:
        """Return how many turns each traded within the last two rounds."""
        since = number - 2 * len(self.people)
        recent = [who for when, who in self.deeds if when > since]
        return {who: recent.count(who) for who in recent}


def day(number: int) -> dt.date:
    return FOUNDED.date() + dt.timedelta(days=number)


def newcomer(pk: int, number: int, people: list[Candidate]) -> Candidate:
    """Join with the average share, and with two meetings of practice."""
    turns = sum((each.turns + each.credit.turns for each in people), Fraction())
    visits = sum((each.attended + each.credit.meetings for each in people), Fraction())
    credit = Credit(turns / len(people), visits / len(people))
    joined = FOUNDED + dt.timedelta(days=number)
    practice = PRACTICE if visits else 0
    return Candidate(pk, f"Member {pk}", joined, credit=credit, practice=practice)


def simulated(seed: int, size: int, trade: float = 0) -> SimulatedSet:
    people = [Candidate(n, f"Member {n}", FOUNDED) for n in range(1, size + 1)]
    return SimulatedSet(random.Random(seed), people, trade, names=size)  # noqa: S311


def gaps(people: list[Candidate]) -> Iterator[tuple[int, int, Fraction]]:
    """Yield how far apart the shares of any two are, in turns' worths.

    One turn's worth between two members is what a single turn more for the one and
    less for the other changes: 1/meetings of the one + 1/meetings of the other, each
    with the joining credit.
    """
    for one, other in combinations(people, 2):
        met = [each.attended + each.credit.meetings for each in (one, other)]
        if all(met):
            worth = sum(1 / Fraction(each) for each in met)
            yield one.id, other.id, abs(one.share - other.share) / worth


@settings(max_examples=15)
@given(seed=SEEDS, size=st.integers(4, 8))
@example(seed=74602, size=5).via("a newcomer who practised is 1.02 turns' worth behind")
@example(seed=4023135432, size=6).via("a founder who was away is 1.11 behind")
def test_no_two_shares_are_more_than_one_turn_apart(seed: int, size: int):
    """After each of 200 meetings, for any two members, newcomers too.

    People miss one meeting in five, join and leave; every meeting has its quorum; and
    each runs the meeting that the rota proposes. Then no member's share of turns per
    meetings attended differs from another's by more than one turn's worth, once both
    have attended a round of meetings. In their first round chance may add half a turn's
    worth: who is missing when their turn comes, or still practises, cannot take it.
    """
    lived = simulated(seed, size)
    for number in range(MEETINGS):
        lived.meet(number)

        new = {p.id for p in lived.people if p.attended < len(lived.people)}
        for one, other, gap in gaps(lived.people):
            assert gap <= (HALF_MORE if {one, other} & new else 1)
    assert len(lived.held) > MEETINGS // 2


@settings(max_examples=15)
@given(seed=SEEDS, size=st.integers(4, 8))
def test_ones_own_trades_move_ones_share_and_two_rounds_heal_most_of_it(
    seed: int, size: int
):
    """The same, while one turn in eight is declined and one in eight given away.

    Whoever passes a turn on, gives it away or takes one chooses to be off. Each such
    deed of one of the two may add one turn's worth to what is between them, for as
    long as two rounds of the set. All that the others trade, and all that is older,
    adds at most half a turn's worth.
    """
    lived = simulated(seed, size, trade=0.125)
    for number in range(MEETINGS):
        lived.meet(number)

        traded = lived.traded(number)
        for one, other, gap in gaps(lived.people):
            assert gap <= HALF_MORE + traded.get(one, 0) + traded.get(other, 0)
    assert lived.deeds


@settings(max_examples=15)
@given(seed=SEEDS, size=st.integers(4, 8), shuffle=st.randoms())
def test_the_order_follows_from_the_stored_facts(
    seed: int, size: int, shuffle: random.Random
):
    """Who attended, who ran it and who joined when, in any order, give the same line."""
    lived = simulated(seed, size, trade=0.125)
    for number in range(MEETINGS):
        lived.meet(number)

    facts = shuffle.sample(lived.held, len(lived.held))
    again = [retold(each, facts) for each in lived.people]

    assert order(shuffle.sample(again, len(again))) == order(lived.people)
    assert propose(again) == propose(lived.people)


def retold(
    person: Candidate, facts: list[tuple[int, frozenset[int], int]]
) -> Candidate:
    """Count what a member did anew, as the database does."""
    came = [number for number, here, _who in facts if person.id in here]
    ran = [number for number, _here, who in facts if person.id == who]
    return replace(
        person,
        turns=len(ran),
        attended=len(came),
        last=day(max(ran)) if ran else None,
        practice=max(0, PRACTICE - len(came)) if person.credit.meetings else 0,
    )
