"""Turn a feed on, and read it as a calendar would."""

from django.test import Client
from django.urls import reverse

from meetings.calendar.services.feed import open_feed
from meetings.models import PersonalCalendar
from tests.support.calendars import read
from tests.support.cast import Cast


def opened(cast: Cast, name: str = "pia") -> str:
    """Turn somebody's feed on; return its path."""
    seen = PersonalCalendar.objects.filter(user=cast.users[name]).first()
    token = open_feed(cast.users[name], seen=seen.mark if seen else "off")
    return reverse("meetings:feed", args=[token])


def titles(path: str) -> list[str]:
    """Return the titles that a calendar shows after it fetched the feed."""
    answer = Client().get(path)
    assert answer.status_code == 200
    calendar = read(answer.content)
    return [event.summary.value for event in calendar.contents.get("vevent", [])]
