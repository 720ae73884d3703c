"""Fetch the members and advisers with their presence, and the turns of the round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    Count,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce

from actionlearning.lib.templatetags.lib_tags import initials
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from meetings.models import Attendance, Feedback, Meeting, Turn
from meetings.room.queries.seats import Person
from meetings.rota.queries import past
from meetings.rota.queries.past import Candidates
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Present(TypedDict):
        version: int
        led: int
        asked: int

    AnnotatedMembership = WithAnnotations[Membership, Present]


@dataclass(frozen=True)
class RoomPeople:
    """The present members and advisers, the turns of the round, and the rota.

    `feedbacks` are those for the facilitator. `version` is the meeting's version at the
    fetch. `candidates` are the members who facilitate in turn; None if nobody asked for
    them.
    """

    persons: list[Person]
    turns: list[Turn]
    feedbacks: list[Feedback]
    version: int | None
    candidates: Candidates | None


def room_people(meeting: Meeting, *, with_rota: bool) -> RoomPeople:
    """Return everybody in the order they joined; they are fetched last.

    One query, or two with the rota, because the rota and the room are about the same
    people.
    """
    everybody = Membership.current.of(meeting.learning_set_id)
    if not with_rota:
        return _room_people(meeting, list(_present(meeting, everybody)), None)
    of = meeting.learning_set
    held = past.held([of])[of.pk]
    ever = list(_present(meeting, past.everybody([of])))
    current = [membership for membership in ever if not membership.has_left]
    return _room_people(meeting, current, past.candidates_among(ever, held))


def _room_people(
    meeting: Meeting,
    memberships: list[AnnotatedMembership],
    candidates: Candidates | None,
) -> RoomPeople:
    often = Counter(membership.first_name for membership in memberships)
    persons = [
        _person(
            membership,
            is_one_of_two=often[membership.first_name] > 1,
            led=membership.led if membership.pk == meeting.facilitator_id else 0,
        )
        for membership in memberships
    ]
    told = [getattr(membership, "told", None) for membership in memberships]
    return RoomPeople(
        persons=persons,
        turns=_turns(meeting, memberships),
        feedbacks=[each for each in told if each],
        version=memberships[0].version if memberships else None,
        candidates=candidates,
    )


def _present(
    meeting: Meeting, memberships: QuerySet[Membership, Any]
) -> QuerySet[AnnotatedMembership, Any]:
    """Add the presence `here`, and the `turn` in the present round, if any.

    `told` is the person's feedback for the facilitator. `led` is how often the
    facilitator has facilitated before, in any set.
    """
    here = Q(attendances__meeting=meeting)
    turn = Q(turns__meeting=meeting, turns__phase=meeting.phase)
    facilitator = meeting.facilitator_id or 0
    told = Q(feedbacks__meeting=meeting, feedbacks__to=facilitator)
    ended = Meeting.objects.filter(
        state=Meeting.State.ENDED, facilitator__user__memberships=facilitator
    )
    led = ended.order_by().values("state").annotate(n=Count("pk")).values("n")
    return (
        memberships.annotate(
            here=FilteredRelation("attendances", condition=here),
            turn=FilteredRelation("turns", condition=turn),
            told=FilteredRelation("feedbacks", condition=told),
            version=Subquery(Meeting.objects.filter(pk=meeting.pk).values("version")),
            led=Coalesce(Subquery(led), 0),
            asked=Coalesce(Subquery(_asked(meeting)), 0),
        )
        # The stubs do not know a filtered relation.
        .select_related("user", "here", "turn", "told")  # type: ignore[misc]
        .order_by("joined_at", "pk")
    )


def _asked(meeting: Meeting) -> QuerySet[Turn, Any]:
    """Count how often a membership has had the floor in the present airtime, if any."""
    phases = from_data(meeting.phases) if meeting.phase else ()
    slot = find(phases, meeting.phase).slot if phases else 0
    airtime = [each.key for each in phases if each.is_asking and each.slot == slot]
    turns = meeting.turns.filter(phase__in=airtime, membership=OuterRef("pk"))
    of_each = turns.order_by().values("membership")
    return of_each.annotate(n=Sum("times")).values("n")


def _turns(meeting: Meeting, memberships: list[AnnotatedMembership]) -> list[Turn]:
    """Return the turns of the present round in order."""
    found = []
    for membership in memberships:
        if turn := getattr(membership, "turn", None):
            turn.meeting, turn.membership = meeting, membership
            found.append(turn)
    return sorted(found, key=lambda turn: (turn.position, turn.pk))


def _person(
    membership: AnnotatedMembership, *, is_one_of_two: bool, led: int
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
        asked=membership.asked,
    )
