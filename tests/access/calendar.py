"""A person's calendar: its page, and the feed, which anybody who has its address may open."""

from functools import cache

from meetings.calendar.services.feed import open_feed
from meetings.models import PersonalCalendar
from meetings.models.calendar import digest_of, new_token
from tests.access.payload import Payload, form
from tests.support.cast import Cast


@cache
def _token() -> str:
    return new_token()


def _pia_is_fed(cast: Cast) -> None:
    open_feed(cast.pia, seen="off")
    PersonalCalendar.objects.filter(user=cast.pia).update(digest=digest_of(_token()))


CALENDAR: dict[str, Payload] = {
    "meetings:calendar": Payload(form(names="on")),
    "meetings:calendar_address": Payload(form(seen="off")),
    "meetings:feed": Payload(args=lambda cast: {"token": _token()}, moment=_pia_is_fed),
}
