"""The only door to a meeting: address + person → the meeting and their place, or 404."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import shared_now_column
from meetings.models import Attendance, Meeting
from sets.models import Membership

_SEAT = tuple(field.attname for field in Membership._meta.concrete_fields)


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


@dataclass(frozen=True)
class RoomDoor:
    """The meeting, one's place in its set, the database's time, and a hint.

    `chair_is_gone` tells which queries the room will need; the room looks for itself.
    """

    meeting: Meeting
    place: Membership
    now: dt.datetime
    chair_is_gone: bool


def room_or_404(user: User, code: str) -> RoomDoor:
    """Return the door of a room: `meeting_or_404`, and all else from the same query."""
    here = Attendance.objects.filter(
        meeting=OuterRef("pk"),
        membership=OuterRef("facilitator"),
        present_at__isnull=False,
        is_away=False,
    )
    meeting = _seated(
        _open_to(user)
        .select_related("learning_set__programme__organisation")
        .annotate(room_now=shared_now_column(), chair_is_here=Exists(here)),
        code,
    )
    gone = meeting.is_live and not meeting.chair_is_here
    return RoomDoor(meeting, _place(meeting, user), meeting.room_now, gone)


def room_for_listener(user: User, code: str) -> tuple[str, int] | None:
    """Return the room's name and version for somebody who may hear it, else None."""
    return _open_to(user).filter(code=code).values_list("code", "version").first()


def _open_to(user: User) -> QuerySet[Meeting, Any]:
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
