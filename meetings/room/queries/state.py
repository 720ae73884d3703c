"""The state of a room: the rows of one fetch, and its people.

`fetch.room_view` fetches it whole; `view.RoomView` adds what the pages ask of it.
"""

import datetime as dt
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import milliseconds
from actionlearning.lib.drawing import Step
from meetings.formats.definitions import Phase
from meetings.models import Action, Bid, Feedback, Inquiry, Meeting, Review, Slip, Turn
from meetings.room.queries.lobby import Plan
from meetings.room.queries.parts import BidLine, Clock, OwnIssue, SpeakingTurn
from meetings.room.queries.seats import Person
from meetings.rota.queries.turns import Duty


@dataclass(frozen=True)
class RoomState:
    """The rows of one fetch of the room, and its people."""

    meeting: Meeting
    now: dt.datetime
    people: list[Person]
    phase: Phase | None = None
    phases: tuple[Phase, ...] = ()
    steps: list[Step] = field(default_factory=list)
    clock: Clock | None = None
    speaker_clock: Clock | None = None
    order: list[SpeakingTurn] = field(default_factory=list)
    bids: list[BidLine] = field(default_factory=list)
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

    @property
    def is_whole(self) -> bool:
        """Whether nothing changed during the fetch: all rows are of one version."""
        return self.seen_version == self.meeting.version

    def at(self, now: dt.datetime) -> Self:
        """Return the same view with its clocks as they stand at another instant.

        The copy keeps what was worked out already: no cached property depends on `now`.
        """
        now_ms = milliseconds(now)
        moved = copy(self)
        vars(moved).update(
            now=now,
            clock=self.clock and self.clock.at(now_ms),
            speaker_clock=self.speaker_clock and self.speaker_clock.at(now_ms),
        )
        return moved

    @property
    def is_left_open(self) -> bool:
        """Whether nobody closed the meeting in time: its minutes mean nothing by now."""
        return self.meeting.is_left_open(self.now)

    @property
    def now_ms(self) -> int:
        """The database's time, in milliseconds since 1970."""
        return milliseconds(self.now)

    @cached_property
    def members(self) -> list[Person]:
        """The people who take turns."""
        return [person for person in self.people if person.is_member]

    @cached_property
    def here(self) -> list[Person]:
        """The members who are in the room now."""
        return [person for person in self.members if person.is_here]

    @cached_property
    def here_ids(self) -> set[int]:
        """The ids of the members who are in the room now."""
        return {person.pk for person in self.here}

    @cached_property
    def facilitator(self) -> Person | None:
        """The facilitator, while they belong to the set."""
        return self.person(self.meeting.facilitator_id)

    @cached_property
    def speaker(self) -> Person | None:
        """The person who has the floor."""
        return self.person(self.meeting.floor_id)

    @cached_property
    def speaking(self) -> Turn | None:
        """The turn that is being taken."""
        states = [each.turn for each in self.order]
        return next((t for t in states if t.state == Turn.State.SPEAKING), None)

    @cached_property
    def waiting(self) -> list[SpeakingTurn]:
        """The turns of this round that are still to come."""
        return [each for each in self.order if each.is_waiting]

    def person(self, pk: int | None) -> Person | None:
        """Return the person of this membership."""
        return next((each for each in self.people if each.pk == pk), None)

    def have_written(self, writers: set[int]) -> str:
        """Say how many of those who are here have written."""
        number = len(writers & self.here_ids)
        return ngettext(
            "%(n)d of %(all)d has written.", "%(n)d of %(all)d have written.", number
        ) % {"n": number, "all": len(self.here)}

    def name(self, pk: int | None) -> str:
        """Return what the set calls the person of this membership."""
        person = self.person(pk)
        return person.name if person else _("a former member")
