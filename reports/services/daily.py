"""How often one person may write to every manager of a set (threat-model.md#limits)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now

PER_DAY = 10  #: requests, and releases, by one person within 24 hours, over all sets
DAY = dt.timedelta(days=1)


class TooMany(Exception):
    """More than one day allows; `args[0]` says so in one sentence."""


def within_a_day(rows: QuerySet[Any], moment: str) -> None:
    """Raise `TooMany` where a person's `rows` of the last 24 hours are enough.

    `moment` names the field that says when each was made.
    """
    if rows.filter(**{f"{moment}__gt": now() - DAY}).count() >= PER_DAY:
        raise TooMany(
            _(
                "Each of these writes to every manager, and %(most)d are enough for a day."
            )
            % {"most": PER_DAY}
        )
