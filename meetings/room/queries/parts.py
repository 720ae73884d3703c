"""The small pieces of a view of the room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _, ngettext

from meetings.models import Action, Bid, Turn
from meetings.room.queries.seats import Person


@dataclass(frozen=True)
class Clock:
    """A clock that runs to `ends_ms` (since 1970), or is stopped with `left_ms`."""

    ends_ms: int | None
    left_ms: int
    total_ms: int
    caption: str = ""

    @property
    def is_paused(self) -> bool:
        """Whether it is stopped."""
        return self.ends_ms is None

    def at(self, now_ms: int) -> Clock:
        """Return the same clock as it shows at another instant."""
        return replace(self, left_ms=self.ends_ms - now_ms) if self.ends_ms else self

    @property
    def soon(self) -> str:
        """What the page says when a fifth of the time is left."""
        return _left(self.total_ms // 5)

    @property
    def last(self) -> str:
        """What the page says when a twentieth of the time is left."""
        return _left(self.total_ms // 20)

    @property
    def arc_ms(self) -> int:
        """The time that the arc shows; 0 in overtime."""
        return max(0, min(self.left_ms, self.total_ms))


def _left(left_ms: int) -> str:
    seconds = round(left_ms / 1000)
    if seconds < 90:
        words = ngettext("%(n)d second left.", "%(n)d seconds left.", seconds)
        return words % {"n": seconds}
    left = round(seconds / 60)
    return ngettext("%(n)d minute left.", "%(n)d minutes left.", left) % {"n": left}


@dataclass(frozen=True)
class SpeakingTurn:
    """A turn in the order of the round, with the person who takes it."""

    turn: Turn
    person: Person
    reader: Person | None = None

    @property
    def voice(self) -> Person:
        """The speaker of this turn: the reader, if the member is absent."""
        return self.reader or self.person

    @property
    def word(self) -> str:
        """The word beside the name in the list."""
        if self.reader:
            return self._read
        if self.turn.state == Turn.State.WAITING and not self.person.is_here:
            return _("away, can speak later")
        return {
            Turn.State.SPEAKING: _("speaking"),
            Turn.State.DONE: _("has spoken"),
            Turn.State.PASSED: _("passed"),
        }.get(Turn.State(self.turn.state), "")

    @property
    def is_waiting(self) -> bool:
        """Whether this turn is still to come."""
        return self.turn.state == Turn.State.WAITING

    @property
    def is_ready(self) -> bool:
        """Whether this turn can be taken now."""
        return self.is_waiting and self.voice.is_here

    @property
    def _read(self) -> str:
        words = {
            Turn.State.SPEAKING: _("%(name)s is reading it out"),
            Turn.State.DONE: _("was read out"),
            Turn.State.PASSED: _("was not read out"),
        }.get(Turn.State(self.turn.state), _("%(name)s will read it out"))
        return words % {"name": self.voice.name}


@dataclass(frozen=True)
class OwnIssue:
    """An issue that a tap of its owner turns into a bid."""

    pk: int
    owner_id: int
    sentence: str
    is_parked: bool


@dataclass(frozen=True)
class BidLine:
    """A standing bid, its maker's name, and how often they have had airtime."""

    bid: Bid
    name: str
    airtime: str

    @property
    def is_chosen(self) -> bool:
        """Whether the set will work on it."""
        return self.bid.state == Bid.State.CHOSEN


@dataclass(frozen=True)
class Answer:
    """One of the three questions with its answer.

    `is_reached` holds from the first phase on in which this presenter answers it: a
    writer keeps the box then, whether or not a word of it has arrived.
    """

    question: str
    title: str
    text: str
    is_now: bool
    is_reached: bool


@dataclass(frozen=True)
class Owner:
    """One member with their actions until the next meeting."""

    name: str
    actions: list[Action]
