"""Choose what goes into one's own calendar; open and close the feed."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.models import PersonalCalendar
from meetings.models.calendar import digest_of, new_token


def choose(user: User, *, names: bool, by_mail: bool) -> PersonalCalendar:
    """Store whether entries name the set, and whether they come by mail."""
    with transaction.atomic():
        calendar = _held(user)
        calendar.names = names
        if by_mail != calendar.by_mail:
            calendar.entries_until = None if by_mail else now()
        calendar.save(update_fields=["names", "entries_until"])
    return calendar


def open_feed(user: User, *, seen: str) -> str:
    """Give the feed a new address and return its token, which is not stored.

    The former address ends at once. No more entries are mailed, or the calendar would show
    each meeting twice. `seen` is the `mark` that the caller saw: a page sent twice raises
    `Stale`, so that it cannot end the address that was just copied.
    """
    token = new_token()
    with transaction.atomic():
        calendar = _held(user)
        if seen != calendar.mark:
            raise Stale(_("The address has been renewed in the meantime."))
        if not calendar.is_fed:
            calendar.entries_until = calendar.entries_until or now()
        calendar.digest, calendar.fed_since = digest_of(token), now()
        calendar.save(update_fields=["digest", "fed_since", "entries_until"])
    return token


def close_feed(user: User) -> None:
    """Close the feed; closing it twice changes nothing."""
    with transaction.atomic():
        calendar = _held(user)
        calendar.digest = calendar.fed_since = None
        calendar.save(update_fields=["digest", "fed_since"])


def _held(user: User) -> PersonalCalendar:
    """Return the person's row, made if there is none, locked until the end."""
    PersonalCalendar.objects.get_or_create(user=user)
    return PersonalCalendar.objects.select_for_update().get(user=user)
