"""How often people are written to about one meeting (docs/threat-model.md#limits)."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from sets.models import Membership

HOUR = dt.timedelta(hours=1)
OFFERS = 6  #: of the turn of one meeting within an hour, whoever has it
POLLS = 3  #: about one meeting, or about one more, within an hour


class TooOften(Exception):
    """More than one hour allows (HTTP 429): `args[0]` says from when on, translated.

    `seconds` is how long that is.
    """

    def __init__(self, words: str, wait: dt.timedelta) -> None:
        super().__init__(words)
        self.seconds = max(1, math.ceil(wait.total_seconds()))


def within_the_hour(
    rows: QuerySet[Any], made: str, most: int, *, by: Membership
) -> None:
    """Raise `TooOften` where `most` of the `rows` were made within the last hour.

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
    raise TooOften(words % known, again - now())
