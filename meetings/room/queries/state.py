"""What lies on the room's table: the rows of one look, and who of the people is who.

Fetched whole by `room.room_view`; `room_look.RoomView` is what a page makes of it.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.utils.translation import gettext as _

from actionlearning.lib.clock import milliseconds
from actionlearning.lib.drawing import Step
from meetings.formats.definitions import Phase
from meetings.models import (
    Action,
    Bid,
    Feedback,
    Inquiry,
    Meeting,
    Review,
    Slip,
    Turn,
)
from meetings.room.queries.kept import kept
from meetings.room.queries.lobby import Plan
from meetings.room.queries.parts import (
    Asked,
    Clock,
    InTurn,
    OwnIssue,
)
from meetings.room.queries.seats import Person
from meetings.rota.queries.turns import Duty


@dataclass(frozen=True)
class Table:
    """The rows of one look at the room, and its people."""

    meeting: Meeting
    now: dt.datetime
    people: list[Person]
    phase: Phase | None = None
    phases: tuple[Phase, ...] = ()
    steps: list[Step] = field(default_factory=list)
    clock: Clock | None = None
    speaker_clock: Clock | None = None
    order: list[InTurn] = field(default_factory=list)
    bids: list[Asked] = field(default_factory=list)
    inquiries: list[Inquiry] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    open_actions: list[Action] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    ground_rules: list[str] = field(default_factory=list)
    feedbacks: list[Feedback] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    waiting_bids: list[Bid] = field(default_factory=list)
    issues: list[OwnIssue] = field(default_factory=list)
    next_meeting: Meeting | None = None
    duty: Duty | None = None
    plan: Plan | None = None
    stand_in_id: int | None = None
    successor_id: int | None = None
    report: object | None = None
    filed: Collection[int] = ()
    seen_version: int | None = None
    memo: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether nothing changed while it was fetched: it is of one version."""
        return self.seen_version == self.meeting.version

    def at(self, now: dt.datetime) -> Self:
        """Return the same look with its clocks as they stand at another instant.

        What was worked out for one of them holds for all.
        """
        now_ms = milliseconds(now)
        look = replace(
            self,
            now=now,
            clock=self.clock and self.clock.at(now_ms),
            speaker_clock=self.speaker_clock and self.speaker_clock.at(now_ms),
        )
        object.__setattr__(look, "memo", self.memo)
        return look

    @property
    def now_ms(self) -> int:
        """The database's time, in milliseconds since 1970."""
        return milliseconds(self.now)

    @kept
    def members(self) -> list[Person]:
        """The people who take turns."""
        return [person for person in self.people if person.is_member]

    @kept
    def here(self) -> list[Person]:
        """The members who are in the room now."""
        return [person for person in self.members if person.is_here]

    @kept
    def here_ids(self) -> set[int]:
        """The same as ids."""
        return {person.pk for person in self.here}

    @kept
    def facilitator(self) -> Person | None:
        """Who holds time and floor, while they belong to the set."""
        return self.person(self.meeting.facilitator_id)

    @kept
    def speaker(self) -> Person | None:
        """Who has the floor."""
        return self.person(self.meeting.floor_id)

    @kept
    def speaking(self) -> Turn | None:
        """The turn that is being taken."""
        states = [each.turn for each in self.order]
        return next((t for t in states if t.state == Turn.State.SPEAKING), None)

    @kept
    def waiting(self) -> list[InTurn]:
        """Who has still to speak in this round."""
        return [each for each in self.order if each.is_waiting]

    def person(self, pk: int | None) -> Person | None:
        """Return the one with this place in the set."""
        return next((each for each in self.people if each.pk == pk), None)

    def have_written(self, writers: set[int]) -> str:
        """Say how many of those who are here have written."""
        facts = {"n": len(writers & self.here_ids), "all": len(self.here)}
        return _("%(n)d of %(all)d have written.") % facts

    def name(self, pk: int | None) -> str:
        """Return how the set calls the one with this place."""
        person = self.person(pk)
        return person.name if person else _("a former member")
