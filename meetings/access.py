"""The only door to a meeting: address + person → the meeting and their place, or 404."""

from __future__ import annotations

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404

from actionlearning.accounts.models import User
from meetings.models import Meeting
from sets.models import Membership

_SEAT = tuple(field.attname for field in Membership._meta.concrete_fields)


def meeting_or_404(user: User, code: str) -> tuple[Meeting, Membership]:
    """Return the meeting named by `code` and the person's current place in its set.

    One query. Raises `Http404` for everybody else, whether or not the meeting exists.
    """
    meeting = (
        _open_to(user)
        .select_related(
            "learning_set__programme__organisation",
            "facilitator__user",
            "floor__user",
        )
        .annotate(**{f"seat_{name}": F(f"seat__{name}") for name in _SEAT})
        .filter(code=code)
        .first()
    )
    if meeting is None:
        raise Http404
    return meeting, _place(meeting, user)


def room_for_listener(user: User, code: str) -> tuple[str, int] | None:
    """Return the room's name and version for somebody who may hear it, else None."""
    return _open_to(user).filter(code=code).values_list("code", "version").first()


def _open_to(user: User) -> QuerySet[Meeting, Any]:
    """Return the meetings of the sets in which the person has a place now."""
    current = Q(learning_set__memberships__left_at=None)
    return Meeting.objects.annotate(
        seat=FilteredRelation("learning_set__memberships", condition=current)
    ).filter(seat__user=user)


def _place(meeting: Meeting, user: User) -> Membership:
    values = [getattr(meeting, f"seat_{name}") for name in _SEAT]
    place = Membership.from_db("default", list(_SEAT), values)
    place.user, place.learning_set = user, meeting.learning_set
    return place
