"""Keep in one row when the work was last done, and whether mail gets out."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q

from actionlearning.outbox.models import WorkerHeartbeat

ONLY = 1
#: A minute for the next wake-up, and a quarter for one that is late.
QUIET = dt.timedelta(seconds=75)
#: As long as 100,000 people take. Whoever is killed while planning is waited for as long.
PLANNING = dt.timedelta(minutes=2)


def woken(moment: dt.datetime) -> None:
    """Note that Celery has woken a worker."""
    WorkerHeartbeat.objects.update_or_create(
        pk=ONLY, defaults={"ticked_at": moment, "woken_at": moment}
    )


def take_over(moment: dt.datetime) -> bool:
    """Return whether no worker was woken for too long. Only one caller gets True."""
    quiet = Q(ticked_at=None) | Q(ticked_at__lte=moment - QUIET)
    return WorkerHeartbeat.objects.filter(quiet, pk=ONLY).update(ticked_at=moment) == 1


def begin(moment: dt.datetime) -> None:
    """Start the clock of `take_over` if no worker was ever woken."""
    WorkerHeartbeat.objects.get_or_create(pk=ONLY, defaults={"ticked_at": moment})


@contextmanager
def planning(moment: dt.datetime) -> Iterator[bool]:
    """Yield whether this process may plan. If another one plans, do not wait for it.

    Planning twice at once does no harm and only costs work. So a lease that ends by itself
    is enough.
    """
    begin(moment)
    until = moment + PLANNING
    free = Q(planning_until=None) | Q(planning_until__lte=moment)
    is_first = (
        WorkerHeartbeat.objects.filter(free, pk=ONLY).update(planning_until=until) == 1
    )
    try:
        yield is_first
    finally:
        if is_first:
            WorkerHeartbeat.objects.filter(planning_until=until).update(
                planning_until=None
            )


def unreachable(moment: dt.datetime) -> None:
    """Note that the mail server does not answer, and keep the first time of it."""
    WorkerHeartbeat.objects.get_or_create(pk=ONLY)
    WorkerHeartbeat.objects.filter(pk=ONLY, unreachable_since=None).update(
        unreachable_since=moment
    )


def reached() -> None:
    """Note that the mail server takes mail."""
    WorkerHeartbeat.objects.exclude(unreachable_since=None).update(
        unreachable_since=None
    )


def delayed_since() -> dt.datetime | None:
    """Return since when the mail server does not answer, or None if it does."""
    return WorkerHeartbeat.objects.values_list("unreachable_since", flat=True).first()


def last_tick() -> dt.datetime | None:
    """Return when the work was last done."""
    return WorkerHeartbeat.objects.values_list("ticked_at", flat=True).first()
