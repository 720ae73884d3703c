"""Who sits around the table, and what stands under each name."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, gettext_noop, ngettext

from meetings.formats.definitions import Phase
from meetings.models import Meeting, Turn
from meetings.room.queue import Voice


@dataclass(frozen=True)
class Person:
    """One place of the set, in this meeting. `name` is what the set calls them.

    `asked`: how often they have had the floor in this airtime. `led`: how often whoever
    facilitates now has done so before; 0 for everybody else.
    """

    pk: int
    name: str
    initials: str
    is_member: bool
    is_coordinator: bool
    present_at: dt.datetime | None
    seen_at: dt.datetime | None
    is_away: bool
    cannot_come: bool = False
    asked: int = 0
    led: int = 0

    @property
    def has_come(self) -> bool:
        """Whether they have been in the room, even where they are away now."""
        return self.present_at is not None

    @property
    def is_here(self) -> bool:
        """Whether they are in the room now."""
        return self.has_come and not self.is_away

    @property
    def sits_beside(self) -> bool:
        """Whether they are here beside the facilitator's laptop, without a page."""
        return self.is_here and self.seen_at is None


@dataclass(frozen=True)
class Seat:
    """What components/round.html draws for one person."""

    pk: int
    name: str
    initials: str
    lit: bool
    is_facilitator: bool
    away: bool
    note: str
    mark: bool
    hand: str = ""
    voice: Voice = 0


def seat(
    person: Person,
    meeting: Meeting,
    phase: Phase | None,
    presenter_id: int | None,
    turns: Mapping[int, str],
) -> Seat:
    """Return how a person sits; `turns` has the state of everybody who has spoken."""
    lit = person.pk == meeting.floor_id
    presents = person.pk == presenter_id
    return Seat(
        pk=person.pk,
        name=person.name,
        initials=person.initials,
        lit=lit,
        is_facilitator=person.pk == meeting.facilitator_id,
        away=not person.is_here and not lit,
        note=_note(person, meeting, phase, turns, presents=presents),
        mark=presents,
    )


def _note(
    person: Person,
    meeting: Meeting,
    phase: Phase | None,
    turns: Mapping[int, str],
    *,
    presents: bool,
) -> str:
    words = (
        (person.cannot_come and not person.has_come, gettext_noop("can’t come")),
        (not person.has_come, gettext_noop("not here yet")),
        (person.is_away, gettext_noop("away")),
        (presents, gettext_noop("presents")),
        (person.pk == meeting.facilitator_id, gettext_noop("facilitates")),
        (not person.is_member, gettext_noop("adviser")),
        (person.pk == meeting.floor_id, gettext_noop("speaks")),
        (turns.get(person.pk) == Turn.State.PASSED, gettext_noop("passed")),
        (person.pk in turns, gettext_noop("has spoken")),
        (
            phase is not None and phase.kind == "questions",
            gettext_noop("not asked yet"),
        ),
    )
    found = next((word for holds, word in words if holds), "")
    return _(found) if found else ""


def label(seats: Sequence[Seat]) -> str:
    """Return the picture in words: who has the floor, who facilitates, who is here."""
    here = [seat for seat in seats if not seat.away]
    sentences = [
        _("%(name)s has the floor.") % {"name": seat.name} for seat in seats if seat.lit
    ]
    sentences += [
        _("%(name)s facilitates.") % {"name": seat.name}
        for seat in seats
        if seat.is_facilitator
    ]
    sentences.append(
        ngettext("%(n)d of %(all)d is here.", "%(n)d of %(all)d are here.", len(here))
        % {"n": len(here), "all": len(seats)}
    )
    return " ".join(sentences)
