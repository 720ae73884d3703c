"""End a membership, and its open streams to rooms."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet

from actionlearning.lib.clock import now
from actionlearning.live.announce import announce, kick
from meetings.models import Meeting
from meetings.set_pages.queries.leaving import Outcome, outcome
from meetings.set_pages.services import closing
from sets import memberships as memberships
from sets.locking import lock_set
from sets.models import LearningSet, Membership


def end_membership(membership: Membership, *, by: Membership) -> Membership:
    """End a membership, its waiting messages and its streams, in one transaction.

    The member's streams end in every room of the set that can be open, and the others in
    an open room see an empty seat. If nobody is left and nobody can come in, the set is
    closed: nobody could ever do so later.
    """
    with transaction.atomic():
        lock_set(membership.learning_set, by=None if by == membership else by)
        if outcome(membership) == Outcome.CLOSES:
            of = LearningSet.objects.get(pk=membership.learning_set_id)
            closing.close_locked(of, by=membership)
        ended = memberships.end(membership, by=by)
        _empty_the_seat(membership)
        for room in _rooms(membership).values_list("code", flat=True):
            kick(room, membership.user_id)
    return ended


def _empty_the_seat(membership: Membership) -> None:
    """Raise the version of each room that shows the people of the set (`room_cache`).

    Two ends of memberships wait for each other at the set's row, so that one statement can
    write several meetings.
    """
    shown = _rooms(membership).filter(ended_at=None)
    shown.update(version=F("version") + 1)
    for room, version in shown.values_list("code", "version"):
        announce(room, version)


def _rooms(membership: Membership) -> QuerySet[Meeting]:
    still_open = Q(state__in=[Meeting.State.LIVE, Meeting.State.SCHEDULED])
    just_ended = Q(ended_at__gt=now() - dt.timedelta(days=1))
    return membership.learning_set.meetings.filter(still_open | just_ended)
