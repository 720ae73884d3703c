"""What a manager sees: counts that point at nobody, releases and requests."""

from dataclasses import dataclass

from django.db.models import Count, Min

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from reports.counts import Counts, counts, meetings_held
from reports.models import Release, Request
from reports.releases.queries.releases import RECENT
from reports.requests.queries import Ask, asks
from sets.models import LearningSet, SetManager

STORIES = 50  #: stories a page shows at most, the newest


@dataclass(frozen=True)
class Glance:
    """One set in a manager's list; `days` is the age of its oldest request."""

    learning_set: LearningSet
    meetings: str | None
    stories: int
    waiting: int
    days: int | None


@dataclass(frozen=True)
class Outcome:
    """One set as its managers see it."""

    learning_set: LearningSet
    counts: Counts
    stories: list[Release]
    requests: list[Ask]

    @property
    def oldest(self) -> Ask | None:
        """The request that has waited longest for a first answer."""
        return next((ask for ask in self.requests if ask.state == "waiting"), None)


def glances(user: User) -> list[Glance]:
    """Return the sets that this person manages, the one that waited longest first."""
    sets = [
        appointment.learning_set
        for appointment in SetManager.objects.filter(user=user, ended_at=None)
        .select_related("learning_set__programme")
        .order_by("learning_set__name", "pk")[:RECENT]
    ]
    ids = [of.pk for of in sets]
    held, stories, waiting = meetings_held(ids), _stories(ids), _waiting(ids)
    listed = [
        Glance(
            learning_set=of,
            meetings=held[of.pk],
            stories=stories.get(of.pk, 0),
            waiting=waiting.get(of.pk, (0, None))[0],
            days=waiting.get(of.pk, (0, None))[1],
        )
        for of in sets
    ]
    return sorted(listed, key=lambda glance: -(glance.days or 0))


def outcome(of: LearningSet) -> Outcome:
    """Return the managers' page of one set; its members see the same."""
    current = of.releases.filter(revoked_at=None).select_related("owner__user")
    return Outcome(
        learning_set=of,
        counts=counts(of.pk),
        stories=list(current[:STORIES]),
        requests=asks(of),
    )


def _stories(ids: list[int]) -> dict[int, int]:
    found = (
        Release.objects.filter(learning_set__in=ids, revoked_at=None)
        .order_by()
        .values_list("learning_set")
        .annotate(Count("pk"))
    )
    return dict(found)


def _waiting(ids: list[int]) -> dict[int, tuple[int, int | None]]:
    found = (
        Request.objects.filter(
            learning_set__in=ids,
            state__in=[Request.State.WAITING, Request.State.ACKNOWLEDGED],
        )
        .order_by()
        .values_list("learning_set")
        .annotate(Count("pk"), Min("raised_at"))
    )
    return {of: (number, (now() - first).days) for of, number, first in found}
