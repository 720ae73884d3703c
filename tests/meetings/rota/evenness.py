"""How evenly a simulated set shares its turns, beside the best that hindsight finds."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from meetings.rota.order import Candidate
from tests.meetings.rota.lives import (
    Held,
    Joined,
    Left,
    SimulatedSet,
    had,
    lived,
    met,
    simulated,
)

HALF_MORE = Fraction(3, 2)
AT_ONCE = 4  #: courses of the same life that are followed at once with hindsight


def gaps(people: Sequence[Candidate]) -> Iterator[tuple[int, int, Fraction]]:
    """Yield how far apart the shares of any two are, in turns' worths.

    One turn's worth between two members is what a single turn more for the one and
    less for the other changes: 1/meetings of the one + 1/meetings of the other, each
    with the joining credit.
    """
    counted = [(each.id, had(each), met(each)) for each in people]
    for (one, turns, mine), (other, others, theirs) in combinations(counted, 2):
        if mine and theirs:
            # The difference of the shares by that worth, multiplied by both meetings.
            crossed = Fraction(turns * theirs - others * mine)
            yield one, other, abs(crossed) / (mine + theirs)


def widest_gaps(life: SimulatedSet) -> tuple[Fraction, Fraction]:
    """Return the widest gap of a life, and that with one in their first round."""
    widest = [Fraction(), Fraction()]
    for _held in filter(None, life.live()):
        new = {p.id for p in life.people if p.attended < len(life.people)}
        for one, other, gap in gaps(life.people):
            first = bool({one, other} & new)
            widest[first] = max(widest[first], gap)
    return widest[0], widest[1]


def left_by_old_trades(life: SimulatedSet) -> Fraction:
    """Return the widest gap of a life, less what the two traded in the last two rounds."""
    widest = Fraction()
    for _held in filter(None, life.live()):
        traded = life.traded()
        for one, other, gap in gaps(life.people):
            widest = max(widest, gap - traded[one] - traded[other])
    return widest


def beside_hindsight(seed: int, size: int) -> float:
    """Return how many times as wide the gaps are, on average, as with hindsight."""
    life = simulated(seed, size)
    founders = life.people
    held = [each for each in life.live() if each]
    widest_then = (widest(lived(each.before, each, each.who)) for each in held)
    return sum(widest_then) / total_with_hindsight(life.story, founders)


def widest(people: Sequence[Candidate]) -> float:
    """Return the greatest of the gaps; in floats, which is ten times as fast."""
    counted = [(float(had(each)), float(met(each))) for each in people]
    return max(
        abs(turns * theirs - others * mine) / (mine + theirs)
        for (turns, mine), (others, theirs) in combinations(counted, 2)
        if mine and theirs
    )


def total_with_hindsight(
    story: Sequence[Joined | Left | Held], founders: Sequence[Candidate]
) -> float:
    """Return the widest gaps after all meetings, if somebody had known what is to come.

    It is the best that a search finds which follows, from meeting to meeting, the four
    most even of all courses. The facilitator is one who is there and does not practise.
    """
    courses: list[tuple[float, list[Candidate]]] = [(0.0, list(founders))]
    for event in story:
        if not isinstance(event, Held):
            courses = [(total, lived(each, event, None)) for total, each in courses]
            continue
        best: dict[tuple[Fraction | int, ...], tuple[float, list[Candidate]]] = {}
        for total, people in courses:
            there = [each for each in people if each.id in event.here]
            for who in [each for each in there if not each.practice] or there:
                then = lived(people, event, who.id)
                course = total + widest(then), then
                key = tuple(each.turns for each in then)
                best[key] = min(best.get(key, course), course, key=_total)
        courses = sorted(best.values(), key=_total)[:AT_ONCE]
    return courses[0][0]


def _total(course: tuple[float, list[Candidate]]) -> float:
    return course[0]
