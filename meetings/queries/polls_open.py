"""The polls of a set that are open now: for pages that point to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from actionlearning.lib.clock import now
from actionlearning.lib.prepared import LONG_AGO, Prepared
from meetings.models import Poll, ProposedTime, TimeAnswer
from sets.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Missing(TypedDict):
        asks_me: bool

    Asking = WithAnnotations[Poll, Missing]


@dataclass(frozen=True)
class OpenPoll:
    """A poll, and whether it waits for the viewer's answer to any of its times."""

    poll: Poll
    asks_me: bool


def open_polls(place: Membership) -> list[OpenPoll]:
    """Return the open polls of the place's set, in one query."""
    found = _OPEN.objects(
        learning_set=place.learning_set_id, place=place.pk, moment=now()
    )
    return [OpenPoll(poll, poll.asks_me) for poll in found]


def asking(of: OuterRef, place: OuterRef, moment: dt.datetime) -> QuerySet[Poll]:
    """Return the open polls of a set that wait for an answer of `place`'s.

    Both are columns of an outer query: home asks for all sets of a person at once.
    """
    return Poll.objects.filter(
        Q(closes_at=None) | Q(closes_at__gt=moment),
        Exists(_missing(place, moment)),
        learning_set=of,
        learning_set__closed_at=None,
        state=Poll.State.OPEN,
    ).order_by("opened_at", "pk")


def _missing(place: OuterRef | int, moment: dt.datetime) -> QuerySet[ProposedTime]:
    """Return the times of an outer poll, still to come, that `place` has not answered."""
    who = OuterRef(OuterRef(place)) if isinstance(place, OuterRef) else place
    mine = TimeAnswer.objects.filter(proposed=OuterRef("pk"), membership=who)
    return ProposedTime.objects.filter(
        ~Exists(mine), poll=OuterRef("pk"), starts_at__gt=moment
    )


def _open(learning_set: int, place: int, moment: dt.datetime) -> QuerySet[Asking]:
    takes_answers = Q(closes_at=None) | Q(closes_at__gt=moment)
    return (
        Poll.objects.filter(learning_set=learning_set, state=Poll.State.OPEN)
        .select_related("learning_set", "meeting")
        .annotate(asks_me=Exists(_missing(place, moment)) & takes_answers)
    )


_OPEN: Prepared[Asking] = Prepared(
    _open, learning_set=-505507, place=-505508, moment=LONG_AGO
)
