"""How often people are written to about one meeting (TRUST A11)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from actionlearning.lib.errors import RateLimited
from sets.models import Membership

HOUR = dt.timedelta(hours=1)
OFFERS = 6  #: of the turn of one meeting within an hour, whoever has it
POLLS = 3  #: about one meeting, or about one more, within an hour


def within_the_hour(
    rows: QuerySet[Any], made: str, most: int, *, by: Membership
) -> None:
    """Raise `RateLimited` where `most` of the `rows` were made within the last hour.

    `made` names the field that says when. Call it once the meeting or the set is locked.
    """
    recent = rows.filter(**{f"{made}__gt": now() - HOUR}).order_by(f"-{made}")
    moments = list(recent.values_list(made, flat=True)[:most])
    if len(moments) < most:
        return
    again = moments[-1] + HOUR
    words = _(
        "Each of these writes to people, and %(most)d are enough for an hour. "
        "The next one can go at %(time)s."
    )
    known = {"most": most, "time": clock_time(again, by.user.known_zone)}
    raise RateLimited(words % known, again - now())
