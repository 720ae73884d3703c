"""The order of the rota, and its reasons. Pure: dataclasses in, dataclasses out.

Candidates are ordered by their share (turns ÷ meetings attended), smallest first; then
by the longest time since their last turn, then by the longest time in the set, then by
id. A newcomer to a set that has already met starts with its average share, and so is
neither first in line nor owing. They shadow one meeting and help with one before it is
their turn. The same facts always give the same order.

See docs/domain.md#rota.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

NEVER = dt.date.min
PRACTICE = 2  #: meetings a newcomer attends first: shadows one, helps with one


@dataclass(frozen=True)
class Credit:
    """An average member's turns and attended meetings when somebody joined."""

    turns: Fraction = Fraction()
    meetings: Fraction = Fraction()

    @classmethod
    def average(cls, turns: Fraction | int, meetings: int, people: int) -> Credit:
        """Share out the turns that `people` had done together before somebody joined."""
        if not people:
            return cls()
        return cls(Fraction(turns) / people, Fraction(meetings, people))


@dataclass(frozen=True)
class Candidate:
    """A member who may facilitate; `turns` and `attended` count since joining.

    `turns` may hold a part of one. `practice` is how many meetings a newcomer still
    attends before it can be their turn.
    """

    id: int
    name: str
    joined: dt.datetime
    turns: Fraction | int = 0
    attended: int = 0
    last: dt.date | None = None
    credit: Credit = Credit()
    practice: int = 0

    @property
    def share(self) -> Fraction:
        """Turns per meeting attended, with the joining credit; 0 before any meeting."""
        meetings = self.attended + self.credit.meetings
        return (self.turns + self.credit.turns) / meetings if meetings else Fraction()


@dataclass(frozen=True)
class Why:
    """The parts of the sentence: "Ama: 1 turn in 9 meetings, last on 3 March"."""

    turns: int
    meetings: int
    last: dt.date | None
    has_part: bool = False


@dataclass(frozen=True)
class InLine:
    """A candidate in line, with the numbers that gave them this position."""

    candidate: Candidate
    why: Why


def order(candidates: Iterable[Candidate]) -> list[InLine]:
    """Return everybody in the order in which it is their turn."""
    return [InLine(each, _why(each)) for each in sorted(candidates, key=_rank)]


def after(
    candidates: Iterable[Candidate],
    *,
    facilitator: int | None,
    attended: Collection[int],
    on: dt.date,
) -> list[Candidate]:
    """Return the candidates as they stand once a meeting on `on` was held.

    `attended` are the ids of the people who were there, `facilitator` the id of the
    person who ran it: they earned the turn, even if somebody else was first in line.
    """
    return [
        _with_turn(each, on) if each.id == facilitator else _with_visit(each, attended)
        for each in candidates
    ]


class Reason(StrEnum):
    """Why the rota proposes somebody; `reasons` puts it into words."""

    TURN = "turn"
    COVER = "cover"  #: the first in line can't come
    DECLINE = "decline"  #: the first in line comes, but can't facilitate
    SWAP = "swap"


@dataclass(frozen=True)
class Said:
    """Replies about one meeting: ids, and (giver, taker) of each swap in order."""

    absent: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    swaps: tuple[tuple[int, int], ...] = ()


NOTHING = Said()


@dataclass(frozen=True)
class Proposal:
    """The rota's proposal for one meeting, and its reason.

    `line` is everybody who could, the next one first; `shadows` and `helps` are the
    newcomers who come.
    """

    facilitator: int | None
    reason: Reason = Reason.TURN
    instead_of: int | None = None
    line: tuple[int, ...] = ()
    shadows: tuple[int, ...] = ()
    helps: tuple[int, ...] = ()


def propose(candidates: Iterable[Candidate], said: Said = NOTHING) -> Proposal:
    """Return the proposal for a meeting with the replies `said`.

    A member who can't come, can't facilitate or gave the turn away is passed over and
    stays in line. The latest swap counts while its taker can. Newcomers in practice are
    asked only if nobody else is left.
    """
    ranked = [each.candidate for each in order(candidates)]
    coming = [each for each in ranked if each.id not in said.absent]
    gave = {giver for giver, _taker in said.swaps}
    able = [each for each in coming if each.id not in said.declined | gave]
    line = _line(able)
    nobody = Proposal(
        None,
        shadows=tuple(e.id for e in coming if e.practice >= PRACTICE),
        helps=tuple(e.id for e in coming if 0 < e.practice < PRACTICE),
    )
    if said.swaps:
        giver, taker = said.swaps[-1]
        if taker in {each.id for each in coming} - said.declined:
            line = (taker, *(pk for pk in line if pk != taker))
            return _proposed(nobody, line, Reason.SWAP, giver)
    if not line:
        return nobody
    first = (_line(ranked) or line)[0]
    if first == line[0]:
        return _proposed(nobody, line)
    reason = Reason.COVER if first in said.absent else Reason.DECLINE
    return _proposed(nobody, line, reason, first)


def _proposed(
    nobody: Proposal,
    line: tuple[int, ...],
    reason: Reason = Reason.TURN,
    instead_of: int | None = None,
) -> Proposal:
    return replace(
        nobody, facilitator=line[0], line=line, reason=reason, instead_of=instead_of
    )


def _line(ranked: Iterable[Candidate]) -> tuple[int, ...]:
    """Return the ids in order; newcomers in practice only if there is nobody else."""
    known = list(ranked)
    ready = [each for each in known if not each.practice]
    return tuple(each.id for each in ready or known)


def _rank(candidate: Candidate) -> tuple[Fraction, dt.date, dt.datetime, int]:
    return (
        candidate.share,
        candidate.last or NEVER,
        candidate.joined,
        candidate.id,
    )


def _why(candidate: Candidate) -> Why:
    whole = int(candidate.turns)
    return Why(
        whole,
        candidate.attended,
        candidate.last,
        has_part=candidate.turns != whole,
    )


def _with_turn(candidate: Candidate, on: dt.date) -> Candidate:
    return replace(
        candidate,
        turns=candidate.turns + 1,
        attended=candidate.attended + 1,
        last=on,
        practice=max(0, candidate.practice - 1),
    )


def _with_visit(candidate: Candidate, attended: Collection[int]) -> Candidate:
    came = candidate.id in attended
    return replace(
        candidate,
        attended=candidate.attended + came,
        practice=max(0, candidate.practice - came),
    )
