"""The room on a projector: only what lies on the table for everybody. Pure.

It has no viewer, so nothing here knows who asks.
"""

from dataclasses import dataclass

from actionlearning.lib.clock import milliseconds
from meetings.formats.wording import check_questions
from meetings.models import Action, Review
from meetings.room.queries.parts import Answer, BidLine
from meetings.room.queries.review import in_order
from meetings.room.queries.slips import Sheet, shown_sentences
from meetings.room.queries.view import RoomView


@dataclass(frozen=True)
class Wall:
    """The part of the room that can be read from five metres, beside the round itself."""

    view: RoomView

    @property
    def following(self) -> str:
        """The name of the next speaker; "" if nobody waits."""
        if self.view.queue:
            return self.view.queue[0].person.name
        here = (each.voice.name for each in self.view.waiting if each.is_ready)
        return next(here, "")

    @property
    def silence_until(self) -> int:
        """Until when the room is silent, in milliseconds since 1970, or 0."""
        until = self.view.meeting.silence_until
        return milliseconds(until) if until and until > self.view.now else 0

    @property
    def check(self) -> list[str]:
        """The three questions of a process check; empty outside of one."""
        return check_questions() if self.view.is_checking else []

    @property
    def bids(self) -> list[BidLine]:
        """The bids, once all are shown."""
        return self.view.bids if self.view.meeting.bids_revealed_at else []

    @property
    def sentences(self) -> list[Sheet]:
        """Everybody's sentence on the problem, once all are shown."""
        return shown_sentences(self.view)

    @property
    def answers(self) -> list[Answer]:
        """The approved answers to the questions of this phase."""
        return [each for each in self.view.answers if each.is_now and each.text]

    @property
    def actions(self) -> list[Action]:
        """The actions of the meeting, without those that wait for their owner's yes."""
        return [each for each in self.view.actions if not each.is_unconfirmed]

    @property
    def reviews(self) -> list[Review]:
        """All reviews of how the set worked, once they are shown."""
        if not self.view.is_revealed:
            return []
        return in_order(self.view.reviews, last=self.view.meeting.facilitator_id)
