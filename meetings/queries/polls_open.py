"""The polls of a set that are open now: for pages that point to them."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class OpenPoll:
    """A poll, and whether it waits for the viewer's answer to any of its times."""

    poll: Poll
    asks_me: bool


def open_polls(place: Membership) -> list[OpenPoll]:
    """Return the open polls of the place's set, in one query."""
    return [OpenPoll(poll, poll.asks_me) for poll in _asking(place)]


def _asking(place: Membership) -> QuerySet[Asking]:
    moment = now()
    mine = TimeAnswer.objects.filter(proposed=OuterRef("pk"), membership=place)
    missing = ProposedTime.objects.filter(
        ~Exists(mine), poll=OuterRef("pk"), starts_at__gt=moment
    )
    takes_answers = Q(closes_at=None) | Q(closes_at__gt=moment)
    return (
        Poll.objects.filter(learning_set=place.learning_set, state=Poll.State.OPEN)
        .select_related("learning_set", "meeting")
        .annotate(asks_me=Exists(missing) & takes_answers)
    )
