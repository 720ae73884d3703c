"""Fetch the members and advisers with their presence, and the turns of the round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, FilteredRelation, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from actionlearning.lib.templatetags.lib_tags import initials
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from meetings.models import Attendance, Meeting, Turn
from meetings.room.queries.seats import Person
from meetings.rota.queries import past
from meetings.rota.queries.past import Candidates
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Present(TypedDict):
        version: int
        led: int

    AnnotatedMembership = WithAnnotations[Membership, Present]


@dataclass(frozen=True)
class RoomPeople:
    """The present members and advisers, the turns of the round, and the rota.

    `version` is the meeting's version at the fetch. `candidates` are the members who
    facilitate in turn; None if nobody asked for them.
    """

    persons: list[Person]
    turns: list[Turn]
    version: int | None
    candidates: Candidates | None


def room_people(meeting: Meeting, *, with_rota: bool) -> RoomPeople:
    """Return everybody in the order they joined; they are fetched last."""
    candidates = past.candidates(meeting.learning_set) if with_rota else None
    asked = _asked(meeting)
    memberships = list(_everybody(meeting))
    often = Counter(membership.first_name for membership in memberships)
    persons = [
        _person(
            membership,
            is_one_of_two=often[membership.first_name] > 1,
            led=membership.led if membership.pk == meeting.facilitator_id else 0,
            asked=asked.get(membership.pk, 0),
        )
        for membership in memberships
    ]
    version = memberships[0].version if memberships else None
    return RoomPeople(persons, _turns(meeting, memberships), version, candidates)


def _everybody(meeting: Meeting) -> QuerySet[AnnotatedMembership]:
    """Return the memberships, `here` and with their `turn` in the round, if any.

    `led` is how often the present facilitator has facilitated before, in any set.
    """
    here = Q(attendances__meeting=meeting)
    turn = Q(turns__meeting=meeting, turns__phase=meeting.phase)
    ended = Meeting.objects.filter(
        state=Meeting.State.ENDED,
        facilitator__user__memberships=meeting.facilitator_id or 0,
    )
    led = ended.order_by().values("state").annotate(n=Count("pk")).values("n")
    return (
        Membership.current.of(meeting.learning_set_id)
        .annotate(
            here=FilteredRelation("attendances", condition=here),
            turn=FilteredRelation("turns", condition=turn),
            version=Subquery(Meeting.objects.filter(pk=meeting.pk).values("version")),
            led=Coalesce(Subquery(led), 0),
        )
        # The stubs do not know a filtered relation.
        .select_related("user", "here", "turn")  # type: ignore[misc]
        .order_by("joined_at", "pk")
    )


def _asked(meeting: Meeting) -> dict[int, int]:
    """Return how often each has had the floor in the present airtime, if there is one."""
    if not meeting.phase:
        return {}
    phases = from_data(meeting.phases)
    slot = find(phases, meeting.phase).slot
    airtime = [each.key for each in phases if each.is_asking and each.slot == slot]
    if not airtime:
        return {}
    turns = meeting.turns.filter(phase__in=airtime).order_by().values("membership")
    return dict(turns.annotate(n=Sum("times")).values_list("membership", "n"))


def _turns(meeting: Meeting, memberships: list[AnnotatedMembership]) -> list[Turn]:
    """Return the turns of the present round in order."""
    found = []
    for membership in memberships:
        if turn := getattr(membership, "turn", None):
            turn.meeting, turn.membership = meeting, membership
            found.append(turn)
    return sorted(found, key=lambda turn: (turn.position, turn.pk))


def _person(
    membership: AnnotatedMembership, *, is_one_of_two: bool, led: int, asked: int
) -> Person:
    here = getattr(membership, "here", None) or Attendance()
    return Person(
        pk=membership.pk,
        name=membership.name if is_one_of_two else membership.first_name,
        initials=initials(membership.name),
        is_member=membership.is_member,
        is_coordinator=membership.is_coordinator,
        present_at=here.present_at,
        seen_at=here.seen_at,
        is_away=here.is_away,
        cannot_come=here.reply == Attendance.Reply.CANNOT,
        led=led,
        asked=asked,
    )
