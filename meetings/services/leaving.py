"""End a place in a set, and everything of it that is open in a room."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from actionlearning.lib.clock import now
from actionlearning.live.announce import kick
from meetings.models import Meeting
from sets.models import Membership
from sets.services import membership as memberships


def end_place(place: Membership, *, by: Membership) -> Membership:
    """End a place: pages, waiting messages and open streams, in one transaction.

    Streams end for every room of the set in which somebody may still sit.
    """
    with transaction.atomic():
        ended = memberships.end(place, by=by)
        for room in _rooms(place):
            kick(room, place.user_id)
    return ended


def _rooms(place: Membership) -> list[str]:
    still_open = Q(state__in=[Meeting.State.LIVE, Meeting.State.SCHEDULED])
    just_ended = Q(ended_at__gt=now() - dt.timedelta(days=1))
    rooms = place.learning_set.meetings.filter(still_open | just_ended)
    return list(rooms.values_list("code", flat=True))
