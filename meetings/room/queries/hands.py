"""Raised hands and the share of voices, as the seats and the queue show them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from meetings.models import Slip
from meetings.room.queries.parts import SpeakingTurn
from meetings.room.queries.seats import Person, Seat
from meetings.room.queue import Hand, Voice, fair, voices


@dataclass(frozen=True)
class RaisedHand:
    """A raised hand in the queue."""

    person: Person

    @property
    def word(self) -> str:
        """Why this hand has its position."""
        return _("has already asked") if self.person.asked else _("first question")


def raised_hands(people: Sequence[Person], slips: Sequence[Slip]) -> list[RaisedHand]:
    """Return the raised hands of those who are here, the next one first."""
    here = {person.pk: person for person in people if person.is_here}
    hands = [
        Hand(slip.membership_id, slip.at)
        for slip in slips
        if slip.kind == Slip.Kind.HAND and slip.membership_id in here
    ]
    times = {person.pk: person.asked for person in people}
    order = fair(hands, times, [person.pk for person in people])
    return [RaisedHand(here[pk]) for pk in order]


def voices_of(
    people: Sequence[Person], order: Sequence[SpeakingTurn]
) -> dict[int, Voice]:
    """Return how much of the asking in this phase each of `people` has done."""
    times = {each.person.pk: each.turn.times for each in order}
    return voices(times, [person.pk for person in people])


def with_hand(
    seat: Seat, queue: Sequence[RaisedHand], voice: Mapping[int, Voice]
) -> Seat:
    """Return the seat with its position in the queue and its share of the voices."""
    position = next((n for n, w in enumerate(queue, 1) if w.person.pk == seat.pk), 0)
    level = voice.get(seat.pk, 0)
    if not position:
        return replace(seat, voice=level)
    note = _("next question") if position == 1 else _("hand up")
    return replace(seat, voice=level, note=note, hand=str(position))
