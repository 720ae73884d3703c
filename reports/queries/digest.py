"""What happened in a manager's sets within a week: counts, and what was released."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from actionlearning.accounts.models import User
from meetings.models import Meeting
from reports.models import Release, Request
from reports.queries.counts import visible
from sets.models import Membership, SetManager

SETS = 30  #: sets that a letter names at most


@dataclass(frozen=True)
class Week:
    """One set's week; `held` is None where fewer than four people came to its meetings."""

    name: str
    code: str
    held: int | None
    stories: int
    waiting: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.held or self.stories or self.waiting)


def weeks(user: User, begins: dt.datetime, ends: dt.datetime) -> list[Week]:
    """Return the week of each set this person manages now, in four queries."""
    sets = [
        appointment.learning_set
        for appointment in SetManager.objects.filter(user=user, ended_at=None)
        .select_related("learning_set")
        .order_by("learning_set__name", "pk")[:SETS]
    ]
    ids = [of.pk for of in sets]
    held = _held(ids, begins, ends)
    stories = _number(
        Release.objects.filter(
            learning_set__in=ids, revoked_at=None, released_at__range=(begins, ends)
        )
    )
    waiting = _number(
        Request.objects.filter(learning_set__in=ids, state=Request.State.WAITING)
    )
    return [
        Week(
            *(of.name, of.code),
            held=held.get(of.pk),
            stories=stories.get(of.pk, 0),
            waiting=waiting.get(of.pk, 0),
        )
        for of in sets
    ]


def _held(
    ids: list[int], begins: dt.datetime, ends: dt.datetime
) -> dict[int, int | None]:
    came = Q(
        attendances__present_at__isnull=False,
        attendances__membership__kind=Membership.Kind.MEMBER,
    )
    found = (
        Meeting.objects.filter(
            learning_set__in=ids,
            state=Meeting.State.ENDED,
            ended_at__range=(begins, ends),
        )
        .order_by()
        .values_list("learning_set")
        .annotate(
            number=Count("pk", distinct=True),
            people=Count("attendances__membership__user", filter=came, distinct=True),
        )
    )
    return {of: visible(number, people) for of, number, people in found}


def _number(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("learning_set").annotate(Count("pk")))
