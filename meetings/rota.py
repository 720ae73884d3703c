"""Who facilitates next, and why (DOMAIN §3). Pure: dataclasses in, dataclasses out.

Candidates are ordered by their share (turns ÷ meetings attended), smallest first; then by
the longest time since their last turn, then by the longest time in the set, then by id.
Whoever joins a set that has already met starts with its average share, so a newcomer is
neither first in line nor owing. The same facts always give the same order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

NEVER = dt.date.min


@dataclass(frozen=True)
class Credit:
    """What an average member had done when somebody joined: turns, meetings attended."""

    turns: Fraction = Fraction()
    meetings: Fraction = Fraction()

    @classmethod
    def average(cls, turns: int, meetings: int, people: int) -> Credit:
        """Share what `people` had done together before somebody joined."""
        if not people:
            return cls()
        return cls(Fraction(turns, people), Fraction(meetings, people))


@dataclass(frozen=True)
class Candidate:
    """A member who may facilitate; `turns` and `attended` count since joining."""

    id: int
    name: str
    joined: dt.datetime
    turns: int = 0
    attended: int = 0
    last: dt.date | None = None
    credit: Credit = Credit()

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
    is_new: bool


@dataclass(frozen=True)
class InLine:
    """A candidate at their place in the line, and what put them there."""

    candidate: Candidate
    why: Why


def order(candidates: Iterable[Candidate]) -> list[InLine]:
    """Return everybody in the order in which it is their turn."""
    return [InLine(each, _why(each)) for each in sorted(candidates, key=_place)]


def after(
    candidates: Iterable[Candidate],
    *,
    facilitator: int | None,
    attended: Collection[int],
    on: dt.date,
) -> list[Candidate]:
    """Return the candidates as they stand once a meeting on `on` was held.

    `attended` are the ids of those who were there, `facilitator` the id of who ran it:
    that person earned the turn, whoever had been first in line.
    """
    return [
        _with_turn(each, on) if each.id == facilitator else _with_visit(each, attended)
        for each in candidates
    ]


def _place(candidate: Candidate) -> tuple[Fraction, dt.date, dt.datetime, int]:
    return (
        candidate.share,
        candidate.last or NEVER,
        candidate.joined,
        candidate.id,
    )


def _why(candidate: Candidate) -> Why:
    return Why(
        candidate.turns,
        candidate.attended,
        candidate.last,
        is_new=bool(candidate.credit.meetings) and not candidate.turns,
    )


def _with_turn(candidate: Candidate, on: dt.date) -> Candidate:
    return replace(
        candidate,
        turns=candidate.turns + 1,
        attended=candidate.attended + 1,
        last=on,
    )


def _with_visit(candidate: Candidate, attended: Collection[int]) -> Candidate:
    came = candidate.id in attended
    return replace(candidate, attended=candidate.attended + came)
