"""Limits on deeds that write to other people (docs/threat-model.md#limits)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from actionlearning.lib.errors import RateLimited

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def throttle(
    rows: QuerySet[Any],
    made: str,
    *,
    most: int,
    period: dt.timedelta,
    zone: str,
    sentence: str,
) -> None:
    """Raise `RateLimited` if `most` of the `rows` were made within the last `period`.

    `made` is the name of the time field. The sentence may contain `%(most)d`, and
    `%(time)s`, the time in `zone` of the next chance. Call it while a lock keeps others
    from adding rows.
    """
    recent = rows.filter(**{f"{made}__gt": now() - period}).order_by(f"-{made}")
    moments = list(recent.values_list(made, flat=True)[:most])
    if len(moments) < most:
        return
    again = moments[-1] + period
    known = {"most": most, "time": clock_time(again, zone)}
    raise RateLimited(sentence % known, again - now())
