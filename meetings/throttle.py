"""How often people are written to about one meeting (docs/threat-model.md#limits)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.throttle import HOUR, throttle
from sets.models import Membership

OFFERS_PER_HOUR = 6  #: of the turn of one meeting, by all its facilitators together
POLLS_PER_HOUR = 3  #: about one meeting, or about one additional meeting


def throttle_letters(
    rows: QuerySet[Any], made: str, *, most: int, by: Membership
) -> None:
    """Raise `RateLimited` if `most` of the `rows` were made within the last hour."""
    sentence = _(
        "Each of these writes to people, and %(most)d an hour are enough. You can "
        "send the next one at %(time)s."
    )
    zone = by.user.known_zone
    throttle(rows, made, most=most, period=HOUR, zone=zone, sentence=sentence)
