"""Fetch everybody of a set with their presence and their turn: one query."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, cast

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
    rows: QuerySet[Any] = _rows(meeting)
    if with_rota:
        rows = rota.with_past(rows, meeting.learning_set)
    places: list[Any] = list(rows)
    often = Counter(place.first_name for place in places)
    return Gathering(
        [_person(each, is_one_of_two=often[each.first_name] > 1) for each in places],
        _turns(meeting, places),
        places[0].version if places else None,
        rota.candidates(places) if with_rota else None,
    )


def _rows(meeting: Meeting) -> QuerySet[Place]:
    rows = (
        Membership.current.filter(learning_set_id=meeting.learning_set_id)
        .select_related("user")
        .annotate(
            here=FilteredRelation(
                "attendances", condition=Q(attendances__meeting=meeting)
            ),
            present_at=F("here__present_at"),
            seen_at=F("here__seen_at"),
            is_away=F("here__is_away"),
            reply=F("here__reply"),
            version=Subquery(Meeting.objects.filter(pk=meeting.pk).values("version")),
            led=_led(meeting),
        )
        .order_by("joined_at", "pk")
    )
    if not meeting.phase:
        return cast("QuerySet[Place]", rows)
    now = Q(turns__meeting=meeting, turns__phase=meeting.phase)
    rows = rows.annotate(asked=_asked(meeting))
    columns = {f"turn_{name}": F(f"turn__{name}") for name in _TURN}
    with_turns = rows.annotate(turn=FilteredRelation("turns", condition=now), **columns)
    return cast("QuerySet[Place]", with_turns)


def _led(meeting: Meeting) -> Case:
    """Count how often whoever facilitates has done so, in any set; nobody else."""
    ended = Meeting.objects.filter(
        facilitator__user=OuterRef("user"), state=Meeting.State.ENDED
    )
    counted = HowMany(ended.order_by().values("pk"))
    return Case(When(pk=meeting.facilitator_id or 0, then=counted), default=0)


def _asked(meeting: Meeting) -> Subquery:
    """Count how often each has had the floor in the airtime of the present phase."""
    phases = from_data(meeting.phases)
    slot = find(phases, meeting.phase).slot
    keys = [each.key for each in phases if each.is_asking and each.slot == slot]
    turns = meeting.turns.filter(phase__in=keys, membership=OuterRef("pk"))
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
