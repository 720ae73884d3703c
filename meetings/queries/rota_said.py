"""What members said about the meetings ahead, as far as the rota goes: one query."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from actionlearning.lib.clock import now
from actionlearning.lib.prepared import LONG_AGO, Prepared
from actionlearning.lib.together import Together
from meetings.models import Attendance, Meeting, Swap
from meetings.queries import meetings
from meetings.rota import Said
from sets.models import LearningSet


@dataclass(frozen=True)
class Offer:
    """A turn that waits for somebody to take it, in ids; `asked` is None for anyone."""

    pk: int
    giver: int
    asked: int | None


@dataclass
class Talk:
    """One meeting ahead with what was said about it."""

    meeting: Meeting
    absent: set[int] = field(default_factory=set)
    declined: set[int] = field(default_factory=set)
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)
    offer: Offer | None = None

    @property
    def said(self) -> Said:
        """The same for the pure rota; swaps in the order in which they were offered."""
        swaps = tuple(self.taken[pk] for pk in sorted(self.taken))
        return Said(frozenset(self.absent), frozenset(self.declined), swaps)

    def hear(self, row: Meeting) -> None:
        """Note one row: at most one answer and one swap of this meeting."""
        known = vars(row)
        if known["answered"] and known["answer"] == Attendance.Reply.CANNOT:
            self.absent.add(known["answered"])
        if known["answered"] and known["declined"]:
            self.declined.add(known["answered"])
        if known["swap_starts"] != self.meeting.starts_at:
            return  # none, or agreed for another date
        if known["swap_taker"]:
            self.taken[known["swap"]] = (known["swap_giver"], known["swap_taker"])
        else:
            self.offer = Offer(known["swap"], known["swap_giver"], known["swap_asked"])


def ahead(learning_set: LearningSet, count: int) -> list[Talk]:
    """Return the next `count` meetings of a set, the nearest first."""
    return (talks((learning_set, count)) or [])[:count]


@Together
def talks(
    of: Collection[tuple[LearningSet, int]],
) -> dict[tuple[LearningSet, int], list[Talk]]:
    """Return so many next meetings of a set, the nearest first."""
    most = max(count for _set, count in of)
    sets = {learning_set.pk for learning_set, _count in of}
    ahead: dict[int, list[Talk]] = defaultdict(list)
    for talk in _talks(sets, most):
        ahead[talk.meeting.learning_set_id].append(talk)
    return {key: ahead[key[0].pk] for key in of}


def _talks(sets: Collection[int], most: int) -> list[Talk]:
    since = now() - meetings.STILL_NEXT
    if len(sets) == 1:
        rows = _of_one(most).objects(learning_set=next(iter(sets)), since=since)
    else:
        rows = list(_rows(sets, most, since))
    talks: dict[int, Talk] = {}
    for row in rows:
        talks.setdefault(row.pk, Talk(row)).hear(row)
    return list(talks.values())


@cache
def _of_one(most: int) -> Prepared[Meeting]:
    """Return the query for so many meetings of one set."""

    def rows(learning_set: int, since: dt.datetime) -> QuerySet[Meeting]:
        return _rows([learning_set], most, since)

    return Prepared(rows, learning_set=-505506, since=LONG_AGO)


def _rows(sets: Collection[int], most: int, since: dt.datetime) -> QuerySet[Any]:
    is_ahead = meetings.is_ahead(since)
    of_the_set = Meeting.objects.filter(
        is_ahead, learning_set=OuterRef("learning_set")
    ).order_by("starts_at", "pk")
    said = Q(attendances__reply=Attendance.Reply.CANNOT) | Q(
        attendances__declined_at__isnull=False
    )
    live = Q(swaps__state__in=[Swap.State.OPEN, Swap.State.TAKEN])
    return (
        Meeting.objects.filter(
            is_ahead,
            learning_set__in=sets,
            pk__in=Subquery(of_the_set.values("pk")[:most]),
        )
        .annotate(
            heard=FilteredRelation("attendances", condition=said),
            offered=FilteredRelation("swaps", condition=live),
            answered=F("heard__membership_id"),
            answer=F("heard__reply"),
            declined=F("heard__declined_at"),
            swap=F("offered__pk"),
            swap_giver=F("offered__giver_id"),
            swap_asked=F("offered__asked_id"),
            swap_taker=F("offered__taker_id"),
            swap_starts=F("offered__starts_at"),
        )
        .order_by("starts_at", "pk")
    )
