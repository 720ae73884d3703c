"""Move the clock under processes: theirs by Redis, or the rows' times back on the real one."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import F

from actionlearning.outbox.models import Notice, WorkerHeartbeat
from tests.support.stack import wait_until

#: Where `tests.support.celery_minutes` finds the minute that is open, since when, and its ticks done.
MINUTE, OPENED, DONE = "clockwork:minute", "clockwork:opened", "clockwork:done"

PATIENCE = 60  #: seconds for what a busy machine may take


def move(by: dt.timedelta) -> None:
    """Let so much time pass for everything the outbox waits for.

    It passes between two mails: the clock of a worker that holds a row does not move, so
    that it would go on sending what another may take. When a row was made stays: a mail's
    id is made of it.
    """
    wait_until(lambda: _move(by), PATIENCE)
    WorkerHeartbeat.objects.update(unreachable_since=F("unreachable_since") - by)


@transaction.atomic
def _move(by: dt.timedelta) -> bool:
    """Do it, unless a row is in a worker's hand; nobody takes one meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Notice._meta.db_table} IN EXCLUSIVE MODE")
    if Notice.objects.filter(state=Notice.State.SENDING).exists():
        return False
    Notice.objects.update(
        due_at=F("due_at") - by,
        useless_after=F("useless_after") - by,
    )
    return True
