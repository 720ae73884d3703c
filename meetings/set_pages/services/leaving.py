"""End a place in a set, and everything of it that is open in a room."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet

from actionlearning.lib.clock import now
from actionlearning.live.announce import announce, kick
from meetings.models import Meeting
from sets import memberships as memberships
from sets.models import Membership


def end_membership(membership: Membership, *, by: Membership) -> Membership:
    """End a place: pages, waiting messages and open streams, in one transaction.

    Streams end for every room of the set in which somebody may still sit, and in those
    that are open the others see an empty seat.
    """
    with transaction.atomic():
        ended = memberships.end(membership, by=by)
        _empty_the_seat(membership)
        for room in _rooms(membership).values_list("code", flat=True):
            kick(room, membership.user_id)
    return ended


def _empty_the_seat(membership: Membership) -> None:
    """Raise the version of each room that shows who belongs to the set (`room.queries.cache`).

    Two ends of places wait for each other at the set's row, so that several meetings
    can be written in one statement.
    """
    shown = _rooms(membership).filter(ended_at=None)
    shown.update(version=F("version") + 1)
    for room, version in shown.values_list("code", "version"):
        announce(room, version)


def _rooms(membership: Membership) -> QuerySet[Meeting]:
    still_open = Q(state__in=[Meeting.State.LIVE, Meeting.State.SCHEDULED])
    just_ended = Q(ended_at__gt=now() - dt.timedelta(days=1))
    return membership.learning_set.meetings.filter(still_open | just_ended)
