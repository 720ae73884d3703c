"""One look at the room: the same for every viewer.

Nothing here depends on who looks: times are instants of the database's clock, which the
page turns into time left, and dates stand in the personal part (`room_mine`).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.formats.phases import (
    QUESTIONS,
    next_slot,
    reached_answers,
)
from meetings.formats.wording import asked
from meetings.models import Inquiry, Turn
from meetings.room.budget import Pace
from meetings.room.queries.hands import (
    Waiting,
    asks,
    line,
    voices_of,
)
from meetings.room.queries.kept import kept
from meetings.room.queries.lobby import Light
from meetings.room.queries.parts import (
    Answer,
    Clock,
    Owner,
)
from meetings.room.queries.seats import (
    Person,
    Seat,
    label,
    seat,
)
from meetings.room.queries.state import Table
from meetings.room.queries.time import Budget, pace_of
from meetings.room.queue import Voice


@dataclass(frozen=True)
class RoomView(Table):
    """One look at the room, whole."""

    @kept
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
        return [asks(each, self.queue, self.voices) for each in seats]

    @kept
    def label(self) -> str:
        """The picture of the round in words."""
        return label(self.seats)

    @kept
    def inquiry(self) -> Inquiry | None:
        """What the set works on in this phase; outside an airtime, what it last chose."""
        slot = self.phase.slot if self.phase else 0
        found = [each for each in self.inquiries if not slot or each.slot == slot]
        return found[-1] if found else None

    @kept
    def slots(self) -> set[int]:
        """The airtimes that have a presenter."""
        return {each.slot for each in self.inquiries}

    @kept
    def has_airtime(self) -> bool:
        """Whether another presenter can still be chosen."""
        return next_slot(self.phases, self.slots) is not None

    @property
    def presenter_id(self) -> int | None:
        """Whose issue is worked on, while it is."""
        in_airtime = self.phase is not None and self.phase.slot
        return self.inquiry.presenter_id if self.inquiry and in_airtime else None

    @property
    def light(self) -> Light:
        """Whether enough of the set are here to begin."""
        return Light(len(self.here), len(self.members))

    @property
    def shown_clock(self) -> Clock | None:
        """The clock in the middle: the speaker's own, or the phase's."""
        return self.speaker_clock or self.clock

    @property
    def shows_issue(self) -> bool:
        """Whether the issue's sentence stands above the room."""
        if self.phase is None or self.phase.slot:
            return self.phase is not None
        chosen = len(self.inquiries) == 1 and not self.has_airtime
        return self.phase.kind == "decide" and chosen

    @property
    def presenter_name(self) -> str:
        """Whose issue it is, by name."""
        return self.name(self.presenter_id)

    @kept
    def facilitator_is_gone(self) -> bool:
        """Whether a live room has nobody who holds time and floor."""
        facilitator = self.facilitator
        return self.meeting.is_live and not (facilitator and facilitator.is_here)

    @kept
    def offers(self) -> list[Person]:
        """Whom the facilitator may give the floor to, where it goes round or is asked."""
        if self.phase is None or self.phase.kind in {"review", "close"}:
            return []
        return [
            person
            for person in self.people
            if person.is_here and person.pk != self.meeting.floor_id
        ]

    @kept
    def by_owner(self) -> list[Owner]:
        """The members who came, each with their actions of this meeting."""
        return [
            Owner(person.name, [a for a in self.actions if a.owner_id == person.pk])
            for person in self.members
            if person.has_come
        ]

    @kept
    def answers(self) -> list[Answer]:
        """The three questions, with what has been answered so far."""
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
        """Whether the presenter has the floor first: nobody has asked anything yet."""
        tells = self.phase is not None and self.phase.kind == "tell"
        return tells and not self.order and self.meeting.floor_id == self.presenter_id

    @property
    def is_asking(self) -> bool:
        """Whether a presenter is asked now."""
        is_asking = self.phase is not None and self.phase.is_asking
        return is_asking and self.presenter_id is not None

    @kept
    def queue(self) -> list[Waiting]:
        """Who would like to ask, the next one first (`meetings.room.queue`)."""
        return line(self.people, self.slips) if self.is_asking else []

    @kept
    def voices(self) -> dict[int, Voice]:
        """How much of the asking in this phase each has done; nothing in other phases."""
        if not self.is_asking:
            return {}
        askers = [each for each in self.here if each.pk != self.presenter_id]
        return voices_of(askers, self.order)

    @property
    def is_checking(self) -> bool:
        """Whether the set looks at how it works, in a phase for it or with a stopped clock."""
        is_planned = self.phase is not None and self.phase.kind == "check"
        return is_planned or self.meeting.check_began_at is not None

    @property
    def is_revealed(self) -> bool:
        """Whether the process review lies on the table."""
        return self.meeting.review_revealed_at is not None

    @kept
    def here_words(self) -> str:
        """How many members are in the room, in words."""
        return _("%(here)d of %(all)d are here") % {
            "here": len(self.here),
            "all": len(self.members),
        }

    @kept
    def pace(self) -> Pace | None:
        """How the meeting stands against its plan, while it is live."""
        return pace_of(self.meeting, self.phases, self.slots)

    @property
    def budget(self) -> Budget | None:
        """The strip of minutes as it stands now."""
        return Budget(self.pace, self.now_ms) if self.pace else None
