"""What the header of every page tells its reader: one query, if a layout asks."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from sets.inbox.queries import NO_BADGES, HeaderBadges, badges_of


def header_badges(request: HttpRequest) -> dict[str, object]:
    """Return whether the viewer manages a set, and the number of their unread notices.

    A page that uses neither makes no query; one that uses either makes one.
    """
    known = SimpleLazyObject(lambda: _badges(request))
    return {
        "IS_MANAGER": SimpleLazyObject(lambda: known.manages),
        "UNREAD": SimpleLazyObject(lambda: known.unread),
    }


def _badges(request: HttpRequest) -> HeaderBadges:
    user = getattr(request, "user", None)
    return badges_of(user) if user and user.is_authenticated else NO_BADGES
