"""The product's Celery on a test clock: real beats and workers, and a minute that we open.

A fault opens a minute (two keys in Redis). Each beat ticks once for it; a worker
does that minute's work with its time stopped there, and counts it as done.
"""

import datetime as dt

import django
import redis
import time_machine
from celery.schedules import BaseSchedule, schedstate

from actionlearning.celery import app

django.setup()

from django.conf import settings  # noqa: E402

from actionlearning.outbox import poller  # noqa: E402 - needs the models
from actionlearning.outbox.tasks import work  # noqa: E402
from faults.clock import DONE, MINUTE, OPENED  # noqa: E402

__all__ = ["app"]

SOON = 0.02  #: seconds
link = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True)


class Opened(BaseSchedule):  # type: ignore[misc]  # Celery is untyped
    """A schedule that is due once for each opened minute."""

    def is_due(self, last_run_at: dt.datetime) -> schedstate:
        """Return whether a minute was opened since the last run."""
        opened = float(str(link.get(OPENED) or 0))
        return schedstate(is_due=opened > last_run_at.timestamp(), next=SOON)


@app.task(name="tests.support.celery_minutes.minute")
def minute() -> None:
    """Do the work of the open minute."""
    with time_machine.travel(str(link.get(MINUTE)), tick=False):
        work()
    link.incr(DONE)


app.conf.beat_schedule.clear()
app.conf.beat_schedule["minute"] = {
    "task": "tests.support.celery_minutes.minute",
    "schedule": Opened(),
    # A beat that starts while a minute is open ticks for it, too.
    "last_run_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC),
}
# The real clock would wake it in the middle of the other day.
poller.EACH = 1_000_000.0
