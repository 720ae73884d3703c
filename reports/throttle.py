"""How often one person may write to every manager of a set (threat-model.md#limits)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.throttle import DAY, throttle

LETTERS_PER_DAY = 10  #: requests, and releases, by one person over all their sets


def throttle_letters(rows: QuerySet[Any], made: str, *, by: User) -> None:
    """Raise `RateLimited` if enough of a person's `rows` were made within a day."""
    sentence = _(
        "Each of these writes to every manager, and %(most)d a day are enough."
    )
    zone, most = by.known_zone, LETTERS_PER_DAY
    throttle(rows, made, most=most, period=DAY, zone=zone, sentence=sentence)
