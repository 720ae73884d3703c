"""The order of phases and of speakers, and where more minutes come from. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from meetings.formats.definitions import Phase, Question, gettext_noop

#: The brief's three questions (domain.md#generations), in the order they are asked.
QUESTIONS: dict[Question, str] = {
    "current_issue": gettext_noop("What is the current issue?"),
    "action_to_take": gettext_noop("What action should be taken?"),
    "action_points": gettext_noop("What are the action points?"),
}

#: The three questions of a process check (WIAL).
CHECK = (
    gettext_noop("From one to ten: how are we doing as a team?"),
    gettext_noop("What are we doing well?"),
    gettext_noop("What could be better?"),
)

MINUTE_MS = 60_000


def find(phases: Sequence[Phase], key: str) -> Phase:
    """Return the phase called `key`; raises `LookupError` if there is none."""
    for phase in phases:
        if phase.key == key:
            return phase
    raise LookupError(key)


def walk(phases: Sequence[Phase], *, slots: Collection[int]) -> list[Phase]:
    """Return the phases that the set goes through: an airtime only if somebody presents.

    `slots` are the airtimes that have a presenter.
    """
    return [
        phase
        for phase in phases
        if phase.is_walked and (not phase.slot or phase.slot in slots)
    ]


def after(phases: Sequence[Phase], key: str, *, slots: Collection[int]) -> Phase | None:
    """Return the phase that follows `key`, or None after the last."""
    return _beside(phases, key, +1, slots=slots)


def before(
    phases: Sequence[Phase], key: str, *, slots: Collection[int]
) -> Phase | None:
    """Return the phase that came before `key`, or None before the first."""
    return _beside(phases, key, -1, slots=slots)


def _beside(
    phases: Sequence[Phase], key: str, step: int, *, slots: Collection[int]
) -> Phase | None:
    walked = walk(phases, slots={*slots, find(phases, key).slot})
    keys = [phase.key for phase in walked]
    at = keys.index(key) + step
    return walked[at] if 0 <= at < len(walked) else None


def next_slot(phases: Sequence[Phase], taken: Collection[int]) -> int | None:
    """Return the first airtime that has no presenter yet, or None if all have one."""
    slots = sorted({phase.slot for phase in phases if phase.slot})
    return next((slot for slot in slots if slot not in taken), None)


def reached_answers(phases: Sequence[Phase], key: str) -> set[Question]:
    """Return the questions that the presenter of phase `key` has come to, up to its own."""
    now = find(phases, key)
    walked = phases[: phases.index(now) + 1]
    return {
        each for phase in walked if phase.slot == now.slot for each in phase.answers
    }


def is_past_choice(phases: Sequence[Phase], key: str) -> bool:
    """Whether the set has left the phase of the choice."""
    keys = [phase.key for phase in phases]
    choice = [n for n, phase in enumerate(phases) if phase.kind == "decide"]
    return not choice or keys.index(key) > choice[-1]


def planned_ms(phases: Sequence[Phase], key: str) -> int:
    """Return how long after the start the phase `key` ends by plan, in milliseconds."""
    minutes = 0
    for phase in phases:
        minutes += phase.minutes
        if phase.key == key:
            break
    return minutes * MINUTE_MS


Source = Literal["reserve", "phase", "later"]


@dataclass(frozen=True)
class Loan:
    """Minutes that a phase gets more, and whence.

    From the reserve (float, time that was saved, an airtime that nobody has), from a
    `phase` still to come, or from nobody: then the meeting ends later.
    """

    minutes: int
    source: Source
    phase: Phase | None = None


def borrow(
    phases: Sequence[Phase],
    key: str,
    minutes: int,
    slots: Collection[int],
    *,
    saved: int = 0,
) -> tuple[tuple[Phase, ...], list[Loan]]:
    """Return the phases with `minutes` more for `key`, and the loans.

    First the reserve gives, then the phases still to come, the longest first, of two
    equal ones the later. If nothing is left to give, the meeting ends later. Only float
    gives its last minute. `slots` are the airtimes that somebody has or may still get,
    `saved` the minutes by which the set is ahead of its plan. Apart from a later end,
    the sum stays the same.
    """
    new, reserve, loans, missing = list(phases), 0, list[Loan](), minutes
    here = phases.index(find(phases, key))
    for source, at, most in _offers(phases, here, slots, saved):
        gives = min(most, missing)
        missing -= gives
        new[at] = replace(new[at], minutes=new[at].minutes - gives)
        if source == "reserve":
            reserve += gives
        else:
            loans.append(Loan(gives, source, phases[at]))
    new[here] = replace(new[here], minutes=new[here].minutes + minutes)
    loans = [Loan(reserve, "reserve"), *loans, Loan(missing, "later")]
    return tuple(new), [loan for loan in loans if loan.minutes]


def _offers(
    phases: Sequence[Phase], here: int, slots: Collection[int], saved: int
) -> Iterator[tuple[Source, int, int]]:
    """Yield the possible loans in order: source, position, and the minutes at most."""
    for n, phase in enumerate(phases):
        if not phase.is_walked:
            yield "reserve", n, phase.minutes
            saved -= phase.minutes if n < here else 0
    spare = {n: p.minutes - 1 for n, p in enumerate(phases) if p.is_walked}
    for n in range(here):
        most = max(0, min(spare.get(n, 0), saved))
        yield "reserve", n, most
        saved -= most
    walked = walk(phases, slots=slots)
    ahead = [n for n in spare if n > here]
    for n in ahead:
        if phases[n] not in walked:
            yield "reserve", n, spare[n]
    for n in sorted(ahead, key=lambda n: (-spare[n], -n)):
        if phases[n] in walked:
            yield "phase", n, spare[n]


def share_ms(phase: Phase, people: int) -> int:
    """Return each speaker's time in a per-person phase, in milliseconds."""
    return phase.minutes * MINUTE_MS // max(people, 1)


def order(people: Sequence[int], *, number: int, facilitator: int | None) -> list[int]:
    """Return the order of speakers in meeting `number`: the start moves on each time.

    `people` are ids in a stable order. The facilitator never begins if anybody else can
    (docs/domain.md#rounds).
    """
    if not people:
        return []
    start = number % len(people)
    turned = [*people[start:], *people[:start]]
    if turned[0] == facilitator:
        turned = [*turned[1:], turned[0]]
    return turned
