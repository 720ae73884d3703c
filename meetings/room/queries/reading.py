"""Who cannot speak for themselves in a round: whose report is read out, who is awaited."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from meetings.models import Turn
from meetings.permissions import may_steer
from meetings.room.queries.parts import InTurn
from meetings.room.queries.seats import Person
from meetings.room.queries.view import RoomView
from sets.models import Membership


@dataclass(frozen=True)
class Absent:
    """A member who is not here and has filed a report-back that nobody has read yet."""

    person: Person
    reader: Person | None


@dataclass(frozen=True)
class Reading:
    """What the facilitator can do for those who are not here."""

    absent: list[Absent]
    readers: list[Person]


def reading(view: RoomView, membership: Membership) -> Reading | None:
    """Return whose report-backs wait to be read out; only a facilitator arranges it."""
    if not (view.phase and view.filed and may_steer(membership, view.meeting)):
        return None
    turns = {each.person.pk: each for each in view.order}
    absent = [
        Absent(person, turns[person.pk].reader if person.pk in turns else None)
        for person in view.members
        if person.pk in view.filed
        and not person.is_here
        and (person.pk not in turns or turns[person.pk].is_waiting)
    ]
    return Reading(absent, view.here) if absent else None


def own_turns(view: RoomView, pk: int) -> list[InTurn]:
    """Return the turns in which somebody speaks now or later: what is on comes first."""
    on = [each for each in view.order if _is_on(each) and each.voice.pk == pk]
    return on + [each for each in view.order if each.person.pk == pk]


def reading_aloud(view: RoomView, membership: Membership) -> str:
    """Say who reads whose report-back; "" where nobody does."""
    now = next((each for each in view.order if _is_on(each) and each.reader), None)
    if now is None:
        return ""
    names = {"reader": now.voice.name, "name": now.person.name}
    if now.voice.pk == membership.pk:
        return _("Read %(name)s’s report-back aloud, as it stands.") % names
    return _("%(reader)s reads %(name)s’s report-back. Listen.") % names


def unread(turn: InTurn) -> str:
    """Say that a report-back still has to be read out; "" where it is spoken."""
    if turn.reader is None:
        return ""
    names = {"reader": turn.reader.name, "name": turn.person.name}
    return _("%(reader)s has not read %(name)s’s report-back yet.") % names


def come_back(view: RoomView) -> str:
    """Say to whom the round comes back, once they are here again; "" for nobody."""
    names = [each.person.name for each in view.waiting if not each.is_ready]
    if not names:
        return ""
    words = ngettext(
        "Everybody here has spoken. Come back to %(names)s, or go on.",
        "Everybody here has spoken. Come back to %(names)s, or go on.",
        len(names),
    )
    return words % {"names": get_text_list(names, _("and"))}


def _is_on(each: InTurn) -> bool:
    return each.turn.state == Turn.State.SPEAKING
