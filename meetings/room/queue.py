"""The order of raised hands, and each person's share of the asking. Pure.

The queue is fair. The person who has asked least in this airtime comes first, then the
one who has waited longest, then the one whose seat comes first (docs/domain.md#asking).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

#: Not yet, once or a fair share, often, most of the time; never a number of turns.
Voice = Literal[0, 1, 2, 3]

#: How long the facilitator sees who is quiet, from half of the phase's time on.
PROMPT_FOR = dt.timedelta(seconds=90)


@dataclass(frozen=True)
class Hand:
    """A raised hand: `who` is the id of a membership."""

    who: int
    raised_at: dt.datetime


def fair(
    hands: Iterable[Hand], times: Mapping[int, int], seats: Sequence[int]
) -> list[int]:
    """Return the ids of those who raised a hand, the next one first.

    `times` says how often each had the floor in this airtime, `seats` is the order of
    the seats. People without a seat come after the others.
    """
    seat = {who: n for n, who in enumerate(seats)}
    ordered = sorted(
        hands,
        key=lambda hand: (
            times.get(hand.who, 0),
            hand.raised_at,
            seat.get(hand.who, len(seat)),
        ),
    )
    return [hand.who for hand in ordered]


def voices(times: Mapping[int, int], people: Sequence[int]) -> dict[int, Voice]:
    """Return how much of the asking each of `people` has done.

    A share is measured against an even one: in a set in which everybody asks alike, all
    look alike, however much they ask. A single turn never counts as much.
    """
    turns = sum(times.get(who, 0) for who in people)
    return {who: _voice(times.get(who, 0), turns, len(people)) for who in people}


def _voice(own: int, turns: int, people: int) -> Voice:
    if not own:
        return 0
    if own > 2 and own * people >= 2 * turns:
        return 3
    if own > 1 and own * people > turns:
        return 2
    return 1


def quiet(voice: Mapping[int, Voice]) -> list[int]:
    """Return the ids of those who have not asked yet, if at least one other has."""
    silent = [who for who, level in voice.items() if not level]
    return silent if len(silent) < len(voice) else []


def prompt_times(
    began_at: dt.datetime, minutes: int
) -> tuple[dt.datetime, dt.datetime]:
    """Return from when until when the facilitator sees who is quiet: once a phase."""
    half = began_at + dt.timedelta(minutes=minutes) / 2
    return half, half + PROMPT_FOR
