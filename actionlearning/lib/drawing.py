"""The positions of the dots in the small pictures, as numbers for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

CENTRE = 16.0  #: of the pictures' 32 × 32 box
REACH = 11.0
TOP = -90.0
STRIP = 1000  #: width of the strip's box
GAP = 5


@dataclass(frozen=True)
class Place:
    """A point of the picture, with decimal points in every language."""

    x: str
    y: str


@dataclass(frozen=True)
class Dot(Place):
    """One person of the emblem."""

    r: str
    highlight: bool


@dataclass(frozen=True)
class Seat:
    """A seat as `components/round.html` needs it."""

    name: str
    initials: str = ""
    note: str = ""
    speaks: bool = False
    is_facilitator: bool = False
    away: bool = False
    mark: bool | str = ""


@dataclass(frozen=True)
class Step:
    """One phase as the strip of minutes shows it: done, now, ahead or spare."""

    title: str
    minutes: int
    state: str


@dataclass(frozen=True)
class Part:
    """One phase of the strip and its position."""

    x: int
    width: int
    phase: Step

    @property
    def end(self) -> int:
        """Its right end."""
        return self.x + self.width


def ring(number: int, *, reach: float = REACH, start: float = TOP) -> list[Place]:
    """Return `number` points around the centre, clockwise from `start` degrees."""
    angles = [radians(start + 360 * index / number) for index in range(number)]
    return [
        Place(f"{CENTRE + reach * cos(a):.2f}", f"{CENTRE + reach * sin(a):.2f}")
        for a in angles
    ]


def emblem(of: int, highlight: int) -> list[Dot]:
    """Return the dots of the emblem; the first is at the top, left of the middle."""
    places = ring(of, start=TOP - 180 / of)
    return [
        Dot(
            place.x,
            place.y,
            "4.40" if index == highlight else "3.20",
            index == highlight,
        )
        for index, place in enumerate(places, start=1)
    ]


def strip(phases: Sequence[Step]) -> list[Part]:
    """Divide the strip among the phases by their minutes, with small gaps."""
    total = sum(phase.minutes for phase in phases) or 1
    parts, before = [], 0
    for phase in phases:
        x = STRIP * before // total
        before += phase.minutes
        width = max(1, STRIP * before // total - x - GAP) if phase.minutes else 0
        parts.append(Part(x, width, phase))
    return parts
