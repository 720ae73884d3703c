"""Move the clock: that of processes by Redis, or on the real clock the times in the rows."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import F

from actionlearning.outbox.models import Notice, WorkerHeartbeat
from tests.support.stack import wait_until

#: The keys of `tests.support.celery_minutes`: the open minute, when it opened, its finished ticks.
MINUTE, OPENED, DONE = "clockwork:minute", "clockwork:opened", "clockwork:done"

PATIENCE = 60  #: seconds for what a busy machine may take


def move(by: dt.timedelta) -> None:
    """Move all times that the outbox waits for back, as if this time had passed.

    It waits until no worker holds a row: a worker's own clock does not move, so the worker
    would go on sending a row that another may take. `created_at` stays, because the
    Message-ID is made of it.
    """
    wait_until(lambda: _move(by), PATIENCE)
    WorkerHeartbeat.objects.update(unreachable_since=F("unreachable_since") - by)


@transaction.atomic
def _move(by: dt.timedelta) -> bool:
    """Move the times and return True, unless a worker holds a row; none takes one meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Notice._meta.db_table} IN EXCLUSIVE MODE")
    if Notice.objects.filter(state=Notice.State.SENDING).exists():
        return False
    Notice.objects.update(
        due_at=F("due_at") - by,
        useless_after=F("useless_after") - by,
    )
    return True
