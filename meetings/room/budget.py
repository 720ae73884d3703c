"""How a live meeting stands against its plan, in instants. Pure.

Instants are milliseconds since 1970 of the database's clock, so that a page can keep
them and count on by itself.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from actionlearning.lib.drawing import Step
from meetings.formats.definitions import Phase
from meetings.formats.phases import MINUTE_MS, find, is_past_choice, planned_ms, walk

SLACK_MS = MINUTE_MS // 2  #: how late the end may be and still count as on time

State = Literal["done", "now", "ahead", "spare"]


@dataclass(frozen=True)
class Segment(Step):
    """One phase of the budget; a `spare` one is time in reserve, or is skipped.

    `after_ms` is how long after the end of the present phase this one ends; None if it
    is not ahead.
    """

    after_ms: int | None = None


@dataclass(frozen=True)
class Pace:
    """The plan of a meeting with `minutes`, and the clock of its present phase.

    Exactly one of `ends_ms` (running) and `left_ms` (paused) is set. `slots` are the
    airtimes that somebody has or may still get.
    """

    phases: tuple[Phase, ...]
    key: str
    slots: frozenset[int]
    minutes: int
    started_ms: int
    ends_ms: int | None
    left_ms: int | None

    @property
    def scale_ms(self) -> int:
        """The time that the whole strip stands for."""
        return sum(phase.minutes for phase in self.phases) * MINUTE_MS

    @property
    def end_ms(self) -> int:
        """The planned end of the meeting, as of its start."""
        return self.started_ms + self.minutes * MINUTE_MS

    @property
    def due_ms(self) -> int:
        """The instant at which the present phase should end to keep the plan."""
        agreed_later = max(0, self.scale_ms - self.minutes * MINUTE_MS)
        return self.started_ms + planned_ms(self.phases, self.key) - agreed_later

    @property
    def segments(self) -> list[Segment]:
        """The phases to scale, in order."""
        walked = walk(self.phases, slots=self.slots)
        state: State = "done"
        after, found = 0, []
        for phase in self.phases:
            is_now, is_walked = phase.key == self.key, phase in walked
            state = "now" if is_now else "ahead" if state != "done" else "done"
            ahead = state == "ahead" and is_walked
            after += phase.minutes * MINUTE_MS if ahead else 0
            shown: State = state if is_walked or is_now else "spare"
            after_ms = after if ahead else None
            found.append(Segment(phase.title, phase.minutes, shown, after_ms))
        return found

    def runs_to(self, now_ms: int) -> int:
        """Return the expected end of the present phase, as known at `now_ms`."""
        if self.ends_ms is None:
            return now_ms + max(self.left_ms or 0, 0)
        return max(self.ends_ms, now_ms)

    def late_ms(self, now_ms: int) -> int:
        """Return by how much the meeting is behind its plan; negative if it is ahead."""
        return self.runs_to(now_ms) - self.due_ms

    def saved(self, now_ms: int) -> int:
        """Return the whole minutes by which the meeting is ahead of its plan."""
        return max(0, -self.late_ms(now_ms) // MINUTE_MS)

    def misfits(self, now_ms: int) -> list[str]:
        """Return the titles of the phases that would end after the meeting should."""
        room = self.end_ms + SLACK_MS - self.runs_to(now_ms)
        ahead = [each for each in self.segments if each.after_ms is not None]
        return [each.title for each in ahead if (each.after_ms or 0) > room]


def open_slots(
    phases: Sequence[Phase], key: str, taken: Collection[int]
) -> frozenset[int]:
    """Return the airtimes that somebody has, or may still get before the choice is over."""
    if is_past_choice(phases, key):
        return frozenset({*taken, find(phases, key).slot})
    return frozenset(phase.slot for phase in phases)
