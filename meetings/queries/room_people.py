"""Fetch everybody of a set with their presence and their turn: one query."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    Case,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)

from actionlearning.lib.prepared import Prepared
from actionlearning.lib.rows import HowMany
from actionlearning.lib.templatetags.house import initials
from meetings.formats import from_data
from meetings.models import Attendance, Meeting, Turn
from meetings.phases import find
from meetings.queries import rota
from meetings.queries.room_seats import Person
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Present(TypedDict):
        present_at: dt.datetime | None
        seen_at: dt.datetime | None
        is_away: bool | None
        reply: str | None
        version: int
        led: int
        asked: int | None

    Place = WithAnnotations[Membership, Present]

_TURN = tuple(field.attname for field in Turn._meta.concrete_fields)


@dataclass(frozen=True)
class Gathering:
    """Who belongs to the set now, the turns of the present round, and their rota.

    `version` is where the meeting stood when they were fetched. `candidates` have done
    what the rota asks for; there are none where nobody wanted to know.
    """

    people: list[Person]
    turns: list[Turn]
    version: int | None
    candidates: list[rota.Place] | None


def gathering(meeting: Meeting, *, with_rota: bool) -> Gathering:
    """Return everybody in the order they joined."""
    places = _everybody(meeting, with_rota=with_rota)
    often = Counter(place.first_name for place in places)
    return Gathering(
        [_person(each, is_one_of_two=often[each.first_name] > 1) for each in places],
        _turns(meeting, places),
        places[0].version if places else None,
        rota.candidates(places) if with_rota else None,
    )


def _everybody(meeting: Meeting, *, with_rota: bool) -> list[Any]:
    """Fetch the places. With the rota's past, which few phases want, built anew."""
    keys = _airtime(meeting)
    about: dict[str, Any] = {
        "meeting": meeting.pk,
        "learning_set": meeting.learning_set_id,
        "facilitator": meeting.facilitator_id or 0,
        "phase": meeting.phase,
        **{f"key_{number}": key for number, key in enumerate(keys)},
    }
    if with_rota:
        return list(rota.with_past(_rows(**about), meeting.learning_set))
    return _prepared(has_phase=bool(meeting.phase), keys=len(keys)).objects(**about)


@cache
def _prepared(*, has_phase: bool, keys: int) -> Prepared[Membership]:
    """Return the query for so many phases in one airtime."""
    marks = {
        f"key_{number}": f"phase {number} of the airtime" for number in range(keys)
    }
    return Prepared(
        _rows,
        meeting=-404401,
        learning_set=-404402,
        facilitator=-404403,
        phase="the present phase" if has_phase else "",
        **marks,
    )


def _rows(
    meeting: int, learning_set: int, facilitator: int, phase: str, **keys: str
) -> QuerySet[Any]:
    rows = (
        Membership.current.filter(learning_set_id=learning_set)
        .select_related("user")
        .annotate(
            here=FilteredRelation(
                "attendances", condition=Q(attendances__meeting=meeting)
            ),
            present_at=F("here__present_at"),
            seen_at=F("here__seen_at"),
            is_away=F("here__is_away"),
            reply=F("here__reply"),
            version=Subquery(Meeting.objects.filter(pk=meeting).values("version")),
            led=_led(facilitator),
        )
        .order_by("joined_at", "pk")
    )
    if not phase:
        return rows
    now = Q(turns__meeting=meeting, turns__phase=phase)
    rows = rows.annotate(asked=_asked(meeting, list(keys.values())))
    columns = {f"turn_{name}": F(f"turn__{name}") for name in _TURN}
    return rows.annotate(turn=FilteredRelation("turns", condition=now), **columns)


def _led(facilitator: int) -> Case:
    """Count how often whoever facilitates has done so, in any set; nobody else."""
    ended = Meeting.objects.filter(
        facilitator__user=OuterRef("user"), state=Meeting.State.ENDED
    )
    counted = HowMany(ended.order_by().values("pk"))
    return Case(When(pk=facilitator, then=counted), default=0)


def _airtime(meeting: Meeting) -> list[str]:
    """Return the phases of the airtime that is on; none where there is none."""
    if not meeting.phase:
        return []
    phases = from_data(meeting.phases)
    slot = find(phases, meeting.phase).slot
    return [each.key for each in phases if each.is_asking and each.slot == slot]


def _asked(meeting: int, keys: Sequence[str]) -> Subquery:
    """Count how often each has had the floor in the present airtime."""
    turns = Turn.objects.filter(
        meeting=meeting, phase__in=keys, membership=OuterRef("pk")
    )
    times = turns.order_by().values("membership").annotate(times=Sum("times"))
    return Subquery(times.values("times"))


def _person(place: Place, *, is_one_of_two: bool) -> Person:
    return Person(
        pk=place.pk,
        name=place.name if is_one_of_two else place.first_name,
        initials=initials(place.name),
        is_member=place.is_member,
        is_coordinator=place.is_coordinator,
        present_at=place.present_at,
        seen_at=place.seen_at,
        is_away=bool(place.is_away),
        cannot_come=place.reply == Attendance.Reply.CANNOT,
        led=place.led,
        asked=getattr(place, "asked", None) or 0,
    )


def _turns(meeting: Meeting, places: list[Place]) -> list[Turn]:
    """Return the turns of the present round in order."""
    if not meeting.phase:
        return []
    found = [_turn(meeting, place) for place in places]
    return sorted(filter(None, found), key=lambda turn: (turn.position, turn.pk))


def _turn(meeting: Meeting, place: Place) -> Turn | None:
    values: list[Any] = [getattr(place, f"turn_{name}") for name in _TURN]
    if values[0] is None:
        return None
    turn = Turn.from_db("default", list(_TURN), values)
    turn.meeting, turn.membership = meeting, place
    return turn
