"""A week of a set, for its managers: counts, releases and requests."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from meetings.models import Meeting
from reports.counts import CAME, visible
from reports.models import Request
from sets.models import LearningSet


@dataclass(frozen=True)
class Week:
    """A set's week; `held` is None if fewer than four people came to its meetings."""

    held: int | None
    stories: int
    waiting: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.held or self.stories or self.waiting)


def week(of: LearningSet, begins: dt.datetime, ends: dt.datetime) -> Week:
    """Return what managers may know of their set's week, in three queries."""
    stories = of.releases.filter(
        revoked_at=None, released_at__gte=begins, released_at__lt=ends
    )
    return Week(
        held=_held(of, begins, ends),
        stories=stories.count(),
        waiting=of.requests.filter(state=Request.State.WAITING).count(),
    )


def _held(of: LearningSet, begins: dt.datetime, ends: dt.datetime) -> int | None:
    found = of.meetings.filter(
        state=Meeting.State.ENDED, ended_at__gte=begins, ended_at__lt=ends
    ).aggregate(
        number=Count("pk", distinct=True),
        people=Count("attendances__membership__user", filter=CAME, distinct=True),
    )
    return visible(int(found["number"]), int(found["people"]))
