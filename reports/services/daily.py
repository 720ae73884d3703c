"""How often one person may write to every manager of a set (TRUST A11)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import RateLimited

PER_DAY = 10  #: requests, and releases, by one person within 24 hours, over all sets
DAY = dt.timedelta(days=1)


def within_a_day(rows: QuerySet[Any], moment: str) -> None:
    """Raise `RateLimited` if a person's `rows` of the last 24 hours are enough.

    `moment` names the field that says when each was made.
    """
    recent = rows.filter(**{f"{moment}__gt": now() - DAY}).order_by(f"-{moment}")
    moments = list(recent.values_list(moment, flat=True)[:PER_DAY])
    if len(moments) < PER_DAY:
        return
    sentence = _(
        "Each of these writes to every manager, and %(most)d are enough for a day."
    )
    raise RateLimited(sentence % {"most": PER_DAY}, moments[-1] + DAY - now())
