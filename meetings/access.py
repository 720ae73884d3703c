"""The only door to a meeting: address + person → the meeting and their place, or 404."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import Http404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import moved, shared_now_column
from actionlearning.lib.prepared import Prepared
from meetings.models import Attendance, Meeting, OwnFormat, Poll
from meetings.models.attendance import ids_in
from sets.models import LearningSet, Membership

_SEAT = tuple(field.attname for field in Membership._meta.concrete_fields)
_SET = tuple(field.attname for field in LearningSet._meta.concrete_fields)
_MEETING = tuple(field.attname for field in Meeting._meta.concrete_fields)


def meeting_or_404(user: User, code: str) -> tuple[Meeting, Membership]:
    """Return the meeting named by `code` and the person's current place in its set.

    One query. Raises `Http404` for everybody else, whether or not the meeting exists.
    """
    meeting = _seated(
        _open_to(user).select_related(
            "learning_set__programme__organisation", "facilitator__user", "floor__user"
        ),
        code,
    )
    return meeting, _place(meeting, user)


def reply_or_404(link: str, user: object) -> tuple[Meeting, Membership]:
    """Return the meeting and the place that a mailed link answers for, or 404.

    Whoever holds the link answers for that place, and reads when the set meets. It opens
    nothing to somebody who is signed in as another person, and nothing once the place
    has ended.
    """
    meeting_pk, place_pk = ids_in(link) or (0, 0)
    place = (
        Membership.current.filter(
            pk=place_pk, learning_set__meetings=meeting_pk, user__is_active=True
        )
        .select_related("user", "learning_set")
        .first()
    )
    if place is None or (isinstance(user, User) and user != place.user):
        raise Http404
    meetings = Meeting.objects.select_related("learning_set")
    return meetings.get(pk=meeting_pk), place


@dataclass(frozen=True)
class RoomDoor:
    """The meeting with its set, one's place in it, the database's time, and a hint.

    `chair_is_gone` tells which queries the room will need; the room looks for itself.
    """

    meeting: Meeting
    place: Membership
    now: dt.datetime
    chair_is_gone: bool


def room_or_404(user: User, code: str) -> RoomDoor:
    """Return the door of a room: who is let in is `meeting_or_404`'s question."""
    row = _ROOM.first(user=user.pk, code=code)
    if row is None:
        raise Http404
    meeting = _made(Meeting, _MEETING, row)
    meeting.learning_set = _made(LearningSet, _SET, row[len(_MEETING) :])
    place = _made(Membership, _SEAT, row[len(_MEETING) + len(_SET) :])
    place.user, place.learning_set = user, meeting.learning_set
    now, chair_is_here = row[-2:]
    return RoomDoor(
        meeting,
        place,
        moved() or now.astimezone(dt.UTC),
        chair_is_gone=meeting.is_live and not chair_is_here,
    )


def _room(user: int, code: str) -> QuerySet[Meeting, Any]:
    here = Attendance.objects.filter(
        meeting=OuterRef("pk"),
        membership=OuterRef("facilitator"),
        present_at__isnull=False,
        is_away=False,
    )
    columns: tuple[str | Combinable, ...] = (
        *_MEETING,
        *(F(f"learning_set__{name}") for name in _SET),
        *(F(f"seat__{name}") for name in _SEAT),
        shared_now_column(),
        Exists(here),
    )
    return _open_to(user).filter(code=code).values_list(*columns)


def _heard(user: int, code: str) -> QuerySet[Meeting, Any]:
    return _open_to(user).filter(code=code).values_list("code", "version")


_ROOM = Prepared(_room, user=-404404, code="the code of a room")
_HEARD = Prepared(_heard, user=-404404, code="the code of a room")
_Row = TypeVar("_Row", bound=Model)


def _made(model: type[_Row], names: tuple[str, ...], values: Sequence[Any]) -> _Row:
    return model.from_db("default", list(names), list(values[: len(names)]))


def room_for_listener(user: User, code: str) -> tuple[str, int] | None:
    """Return the room's name and version for somebody who may hear it, else None."""
    row = _HEARD.first(user=user.pk, code=code)
    return (row[0], row[1]) if row else None


def own_format_or_404(place: Membership, pk: int) -> OwnFormat:
    """Return a format that the place's own set has made and not retired, or 404."""
    own = OwnFormat.objects.filter(learning_set=place.learning_set_id, retired_at=None)
    found = own.select_related("learning_set", "changed_by__user").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def poll_or_404(place: Membership, pk: int) -> Poll:
    """Return a poll of the place's own set, or 404."""
    found = (
        Poll.objects.filter(learning_set=place.learning_set_id, pk=pk)
        .select_related(
            "learning_set",
            "meeting__learning_set",
            "outcome__learning_set",
            "opened_by__user",
            "ended_by__user",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_meeting_or_404(place: Membership, code: str) -> Meeting:
    """Return the meeting named by `code` of the place's own set, or 404."""
    found = Meeting.objects.filter(learning_set=place.learning_set_id, code=code)
    meeting = found.select_related("learning_set").first()
    if meeting is None:
        raise Http404
    return meeting


def _open_to(user: User | int) -> QuerySet[Meeting, Any]:
    """Return the meetings of the sets in which the person has a place now."""
    current = Q(learning_set__memberships__left_at=None)
    return Meeting.objects.annotate(
        seat=FilteredRelation("learning_set__memberships", condition=current)
    ).filter(seat__user=user)


def _seated(meetings: QuerySet[Meeting, Any], code: str) -> Any:
    """Return the one called `code`, with the columns of the seat; or raise `Http404`."""
    seat = {f"seat_{name}": F(f"seat__{name}") for name in _SEAT}
    meeting = meetings.annotate(**seat).filter(code=code).first()
    if meeting is None:
        raise Http404
    return meeting


def _place(meeting: Meeting, user: User) -> Membership:
    values = [getattr(meeting, f"seat_{name}") for name in _SEAT]
    place = Membership.from_db("default", list(_SEAT), values)
    place.user, place.learning_set = user, meeting.learning_set
    return place
