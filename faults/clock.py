"""Move the clock under processes: theirs by Redis, or the rows' times back on the real one."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from actionlearning.outbox.models import Notice, Pulse

#: Where `tests.clockwork` finds the minute that is open, since when, and its ticks done.
MINUTE, OPENED, DONE = "clockwork:minute", "clockwork:opened", "clockwork:done"


def move(by: dt.timedelta) -> None:
    """Let so much time pass for everything the outbox waits for.

    When a row was made stays: a mail's id is made of it.
    """
    Notice.objects.update(
        due_at=F("due_at") - by,
        useless_after=F("useless_after") - by,
        leased_until=F("leased_until") - by,
    )
    Pulse.objects.update(unreachable_since=F("unreachable_since") - by)
