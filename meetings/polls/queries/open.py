"""The open polls of a set, for the pages that link to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from actionlearning.lib.clock import now
from meetings.models import Poll, ProposedTime, TimeAnswer
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Missing(TypedDict):
        asks_me: bool

    Asking = WithAnnotations[Poll, Missing]


def open_polls(membership: Membership) -> list[Asking]:
    """Return the open polls of the member's set, in one query."""
    return list(_open([membership]))


def asking(memberships: Collection[Membership]) -> dict[int, int]:
    """Return, by set, the poll that has waited longest for the member's answer.

    The memberships are those of one person. A closed set asks nobody.
    """
    newest_first = _open(memberships).filter(learning_set__closed_at=None)
    return {poll.learning_set_id: poll.pk for poll in newest_first if poll.asks_me}


def _open(memberships: Collection[Membership]) -> QuerySet[Asking]:
    """Return the open polls of these memberships' sets, each with whether it waits."""
    moment = now()
    mine = TimeAnswer.objects.filter(
        proposed=OuterRef("pk"), membership__in=memberships
    )
    missing = ProposedTime.objects.filter(
        ~Exists(mine), poll=OuterRef("pk"), starts_at__gt=moment
    )
    takes_answers = Q(closes_at=None) | Q(closes_at__gt=moment)
    sets = [membership.learning_set_id for membership in memberships]
    return (
        Poll.objects.filter(learning_set__in=sets, state=Poll.State.OPEN)
        .select_related("learning_set", "meeting")
        .annotate(asks_me=Exists(missing) & takes_answers)
        .order_by("-opened_at", "-pk")
    )
