"""One phase as the strip of minutes shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One phase of the strip of minutes: `state` is done, now or ahead."""

    title: str
    minutes: int
    state: str
