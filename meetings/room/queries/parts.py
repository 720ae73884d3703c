"""The small pieces of a look at the room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _, ngettext

from meetings.models import Action, Bid, Turn
from meetings.room.queries.seats import Person


@dataclass(frozen=True)
class Clock:
    """A clock that runs to `ends_ms` (since 1970), or stands with `left_ms`."""

    ends_ms: int | None
    left_ms: int
    total_ms: int
    caption: str = ""

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return self.ends_ms is None

    def at(self, now_ms: int) -> Clock:
        """Return the same clock as it shows at another instant."""
        return replace(self, left_ms=self.ends_ms - now_ms) if self.ends_ms else self

    @property
    def soon(self) -> str:
        """What is said when a fifth of the time is left."""
        return _left(self.total_ms // 5)

    @property
    def last(self) -> str:
        """What is said when a twentieth of the time is left."""
        return _left(self.total_ms // 20)

    @property
    def arc_ms(self) -> int:
        """What the arc shows: nothing, once the time is over."""
        return max(0, min(self.left_ms, self.total_ms))


def _left(left_ms: int) -> str:
    seconds = round(left_ms / 1000)
    if seconds < 90:
        words = ngettext("%(n)d second left.", "%(n)d seconds left.", seconds)
        return words % {"n": seconds}
    left = round(seconds / 60)
    return ngettext("%(n)d minute left.", "%(n)d minutes left.", left) % {"n": left}


@dataclass(frozen=True)
class InTurn:
    """One place in the order of the round."""

    turn: Turn
    person: Person
    reader: Person | None = None

    @property
    def voice(self) -> Person:
        """Who speaks in this turn: an absent member's report is read out by another."""
        return self.reader or self.person

    @property
    def word(self) -> str:
        """What the list says beside the name."""
        if self.reader:
            return self._read
        if self.turn.state == Turn.State.WAITING and not self.person.is_here:
            return _("away, can speak later")
        return {
            Turn.State.SPEAKING: _("speaks"),
            Turn.State.DONE: _("has spoken"),
            Turn.State.PASSED: _("passed"),
        }.get(Turn.State(self.turn.state), "")

    @property
    def is_waiting(self) -> bool:
        """Whether this person has still to speak."""
        return self.turn.state == Turn.State.WAITING

    @property
    def is_ready(self) -> bool:
        """Whether this turn can be taken now."""
        return self.is_waiting and self.voice.is_here

    @property
    def _read(self) -> str:
        words = {
            Turn.State.SPEAKING: _("%(name)s reads it out"),
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
class Asked:
    """A standing bid, and since when its maker has waited for airtime."""

    bid: Bid
    name: str
    airtime: str

    @property
    def is_chosen(self) -> bool:
        """Whether the set will work on it."""
        return self.bid.state == Bid.State.CHOSEN


@dataclass(frozen=True)
class Answer:
    """One of the three questions and what stands there.

    `is_reached` holds from the first phase on in which this presenter answers it: who is
    still writing then keeps the box, whether or not a word of it has arrived.
    """

    question: str
    title: str
    text: str
    is_now: bool
    is_reached: bool


@dataclass(frozen=True)
class Owner:
    """One member and what they will do until the next meeting."""

    name: str
    actions: list[Action]
