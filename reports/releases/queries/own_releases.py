"""The releases of one person that they can still revoke."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from actionlearning.accounts.models import User
from reports.models import Release
from reports.releases.queries.releases import RECENT
from sets.models import Membership


@dataclass(frozen=True)
class Showing:
    """The stories of one set; if the reader has left it, `left` is set and `code` is "".

    A reader who has left the set sees only its name and their own words.
    """

    name: str
    code: str
    left: dt.datetime | None
    stories: list[Release]


def showing(user: User) -> list[Showing]:
    """Return everything of this person that can be read outside, set by set."""
    releases = (
        Release.objects.filter(owner__user=user, revoked_at=None)
        .select_related("owner__user", "learning_set")
        .order_by("learning_set__name", "learning_set", "-released_at", "-pk")
    )[:RECENT]
    here = set(
        Membership.current.filter(user=user).values_list("learning_set", flat=True)
    )
    return [
        Showing(
            name=of.name,
            code=of.code if of.pk in here else "",
            left=None if of.pk in here else mine[0].owner.left_at,
            stories=mine,
        )
        for of, mine in (
            (of, list(some))
            for of, some in groupby(releases, key=lambda each: each.learning_set)
        )
    ]
