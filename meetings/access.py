"""The only door to a meeting: address + person → meeting and membership, or 404."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import moved, shared_now_column
from actionlearning.outbox.models import Notice
from meetings.models import Attendance, Meeting, OwnFormat, Poll
from meetings.models.attendance import ids_in
from sets.models import Membership


def meeting_or_404(user: User, code: str) -> tuple[Meeting, Membership]:
    """Return the meeting named by `code` and the person's current membership in its set.

    One query. Raises `Http404` for everybody else, whether or not the meeting exists.
    """
    return _seated(
        _open_to(user).select_related(
            "learning_set__programme__organisation", "facilitator__user", "floor__user"
        ),
        user,
        code,
    )


def reply_or_404(link: str, user: object) -> tuple[Meeting, Membership]:
    """Return the meeting and the membership that a mailed link answers for, or 404.

    The holder of the link answers for that membership, and reads when the set meets.
    The link opens nothing to somebody who is signed in as another person, and nothing
    once the membership has ended.
    """
    meeting_pk, membership_pk = ids_in(link) or (0, 0)
    membership = (
        Membership.current.filter(
            pk=membership_pk, learning_set__meetings=meeting_pk, user__is_active=True
        )
        .select_related("user", "learning_set")
        .first()
    )
    if membership is None or (isinstance(user, User) and user != membership.user):
        raise Http404
    meetings = Meeting.objects.select_related("learning_set")
    return meetings.get(pk=meeting_pk), membership


@dataclass(frozen=True)
class RoomAccess:
    """The meeting with its set, the membership, the database's time, and a hint.

    `facilitator_is_gone` tells which queries the room will need; the room checks it
    again.
    """

    meeting: Meeting
    membership: Membership
    now: dt.datetime
    facilitator_is_gone: bool


def room_or_404(user: User, code: str) -> RoomAccess:
    """Return a meeting with everything its room needs, for the people of its set.

    One query. Raises `Http404` for everybody else, as `meeting_or_404` does.
    """
    meeting, membership = _seated(_rooms().filter(seat__user=user), user, code)
    return RoomAccess(
        meeting=meeting,
        membership=membership,
        now=moved() or meeting.clock.astimezone(dt.UTC),
        facilitator_is_gone=meeting.is_live and not meeting.facilitator_is_here,
    )


def room_for_listener(user: User, code: str) -> tuple[str, int] | None:
    """Return the room's name and version if the person may hear it, else None."""
    found = _open_to(user).filter(code=code).values_list("code", "version")
    room: tuple[str, int] | None = found.first()
    return room


def own_format_or_404(membership: Membership, pk: int) -> OwnFormat:
    """Return a format that the membership's own set has made and not retired, or 404."""
    offered = OwnFormat.objects.filter(retired_at=None)
    own = offered.select_related("learning_set", "changed_by__user")
    return get_object_or_404(own, learning_set=membership.learning_set_id, pk=pk)


def poll_or_404(membership: Membership, pk: int) -> Poll:
    """Return a poll of the membership's own set, or 404."""
    polls = Poll.objects.select_related(
        "learning_set",
        "meeting__learning_set",
        "outcome__learning_set",
        "opened_by__user",
        "ended_by__user",
    )
    return get_object_or_404(polls, learning_set=membership.learning_set_id, pk=pk)


def own_meeting_or_404(membership: Membership, code: str) -> Meeting:
    """Return the meeting named by `code` of the membership's own set, or 404."""
    meetings = Meeting.objects.select_related("learning_set")
    return get_object_or_404(
        meetings, learning_set=membership.learning_set_id, code=code
    )


def meeting_of(notice: Notice, membership: Membership) -> Meeting:
    """Return the meeting of the reader's set that a letter is about, or 404."""
    meetings = membership.learning_set.meetings.select_related("learning_set")
    return get_object_or_404(meetings, pk=notice.about["meeting"])


def _open_to(user: User) -> QuerySet[Meeting, Any]:
    """Return the meetings of the person's sets, with their present membership as `seat`."""
    found: QuerySet[Meeting, Any] = _with_seats().filter(seat__user=user)
    return found


@cache
def _with_seats() -> Any:  # the stubs do not know a filtered relation
    """Return all meetings with each present membership of their sets as `seat`.

    The query set is put together once and never run itself: each request adds its person
    and runs its own, as a generic view does with its `queryset`.
    """
    current = Q(learning_set__memberships__left_at=None)
    seat = FilteredRelation("learning_set__memberships", condition=current)
    return Meeting.objects.annotate(seat=seat).select_related("seat")  # type: ignore[misc]


@cache
def _rooms() -> Any:
    """Add what a room needs at each request: its set, the clock, and the hint."""
    here = Attendance.objects.filter(
        meeting=OuterRef("pk"),
        membership=OuterRef("facilitator"),
        present_at__isnull=False,
        is_away=False,
    )
    rooms = _with_seats().select_related("learning_set")
    return rooms.annotate(clock=shared_now_column(), facilitator_is_here=Exists(here))


def _seated(
    meetings: QuerySet[Meeting, Any], user: User, code: str
) -> tuple[Any, Membership]:
    """Return the meeting called `code` with the person's membership; or raise `Http404`."""
    meeting = get_object_or_404(meetings, code=code)
    membership: Membership = meeting.seat
    membership.user, membership.learning_set = user, meeting.learning_set
    return meeting, membership
