"""One view of the room: the same for every viewer.

Nothing here depends on the viewer. Times are instants of the database's clock, which
the page turns into time left; dates are in the personal part (`viewer`).
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import ngettext

from meetings.formats.phases import QUESTIONS, next_slot, reached_answers
from meetings.formats.situations import takes_questions
from meetings.formats.wording import asked
from meetings.models import Inquiry, Turn
from meetings.room.budget import Pace
from meetings.room.queries.hands import RaisedHand, raised_hands, voices_of, with_hand
from meetings.room.queries.lobby import QuorumStatus
from meetings.room.queries.parts import Answer, Clock, Owner
from meetings.room.queries.seats import Person, Seat, label, seat
from meetings.room.queries.state import RoomState
from meetings.room.queries.time import Budget, pace_of
from meetings.room.queue import Voice


@dataclass(frozen=True)
class RoomView(RoomState):
    """One view of the room, whole."""

    @cached_property
    def seats(self) -> list[Seat]:
        """The people around the table; an adviser only while they are here."""
        spoken_ids = {
            each.person.pk: each.turn.state
            for each in self.order
            if each.turn.state != Turn.State.WAITING
        }
        seats = [
            seat(person, self.meeting, self.phase, self.presenter_id, spoken_ids)
            for person in self.people
            if person.is_member or person.has_come
        ]
        return [with_hand(each, self.queue, self.voices) for each in seats]

    @cached_property
    def label(self) -> str:
        """The picture of the round in words."""
        return label(self.seats)

    @cached_property
    def inquiry(self) -> Inquiry | None:
        """The inquiry of this phase; outside an airtime, the last one."""
        slot = self.phase.slot if self.phase else 0
        found = [each for each in self.inquiries if not slot or each.slot == slot]
        return found[-1] if found else None

    @cached_property
    def slots(self) -> set[int]:
        """The airtimes that have a presenter."""
        return {each.slot for each in self.inquiries}

    @cached_property
    def has_airtime(self) -> bool:
        """Whether another presenter can still be chosen."""
        return next_slot(self.phases, self.slots) is not None

    @property
    def presenter_id(self) -> int | None:
        """The presenter of the present airtime."""
        in_airtime = self.phase is not None and self.phase.slot
        return self.inquiry.presenter_id if self.inquiry and in_airtime else None

    @property
    def quorum(self) -> QuorumStatus:
        """Whether enough of the set are here to begin."""
        return QuorumStatus(len(self.here), len(self.members))

    @property
    def shown_clock(self) -> Clock | None:
        """The clock in the middle: the speaker's own, or the phase's; none days later."""
        return None if self.is_left_open else self.speaker_clock or self.clock

    @property
    def shows_issue(self) -> bool:
        """Whether the page shows the issue's sentence above the room."""
        if self.phase is None or self.phase.slot:
            return self.phase is not None
        chosen = len(self.inquiries) == 1 and not self.has_airtime
        return self.phase.kind == "decide" and chosen

    @property
    def presenter_name(self) -> str:
        """The presenter's name."""
        return self.name(self.presenter_id)

    @cached_property
    def facilitator_is_gone(self) -> bool:
        """Whether a live room has no facilitator who is here."""
        facilitator = self.facilitator
        return self.meeting.is_live and not (facilitator and facilitator.is_here)

    @cached_property
    def offers(self) -> list[Person]:
        """The people to whom the facilitator may give the floor."""
        if self.phase is None or self.phase.kind in {"review", "close"}:
            return []
        return [
            person
            for person in self.people
            if person.is_here and person.pk != self.meeting.floor_id
        ]

    @cached_property
    def by_owner(self) -> list[Owner]:
        """The members who came, each with their actions of this meeting."""
        return [
            Owner(person.name, [a for a in self.actions if a.owner_id == person.pk])
            for person in self.members
            if person.has_come
        ]

    @cached_property
    def answers(self) -> list[Answer]:
        """The three questions with their present answers."""
        if self.inquiry is None or self.phase is None:
            return []
        reached = reached_answers(self.phases, self.phase.key)
        return [
            Answer(
                question,
                asked(question),
                getattr(self.inquiry, question),
                is_now=question in self.phase.answers,
                is_reached=question in reached,
            )
            for question in QUESTIONS
        ]

    @property
    def is_presenting(self) -> bool:
        """Whether the presenter still has the floor first, before any question."""
        tells = self.phase is not None and self.phase.kind == "tell"
        return tells and not self.order and self.meeting.floor_id == self.presenter_id

    @property
    def is_asking(self) -> bool:
        """Whether a presenter may be asked now; while they tell or decide, nobody asks."""
        asks = self.phase is not None and takes_questions(self.phase)
        return asks and self.presenter_id is not None

    @cached_property
    def queue(self) -> list[RaisedHand]:
        """The raised hands, the next one first (`meetings.room.queue`)."""
        return raised_hands(self.people, self.slips) if self.is_asking else []

    @cached_property
    def voices(self) -> dict[int, Voice]:
        """Each person's share of the asking in this phase; empty in other phases."""
        if not self.is_asking:
            return {}
        askers = [each for each in self.here if each.pk != self.presenter_id]
        return voices_of(askers, self.order)

    @property
    def is_checking(self) -> bool:
        """Whether a process check is on, in its own phase or with a stopped clock."""
        is_planned = self.phase is not None and self.phase.kind == "check"
        return is_planned or self.meeting.check_began_at is not None

    @property
    def is_revealed(self) -> bool:
        """Whether the process review is shown."""
        return self.meeting.review_revealed_at is not None

    @cached_property
    def here_words(self) -> str:
        """How many members are in the room, in words."""
        number = len(self.here)
        return ngettext(
            "%(here)d of %(all)d is here", "%(here)d of %(all)d are here", number
        ) % {"here": number, "all": len(self.members)}

    @cached_property
    def pace(self) -> Pace | None:
        """The meeting's progress against its plan, while it is live."""
        return pace_of(self.meeting, self.phases, self.slots)

    @property
    def budget(self) -> Budget | None:
        """The strip of minutes at this instant; none if nobody closed the meeting in time."""
        if self.pace is None or self.is_left_open:
            return None
        return Budget(self.pace, self.now_ms)
