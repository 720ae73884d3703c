"""Move the clock under processes that run on the real one: the rows' times move back."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from actionlearning.outbox.models import Notice, Pulse


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
