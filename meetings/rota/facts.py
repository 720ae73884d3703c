"""The rows of dates, places and people that letters share."""

from collections.abc import Sequence
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import clock_time, span, time_there, weekday
from actionlearning.outbox.letter import Fact, Facts
from meetings.models import Meeting
from meetings.models.attendance import reply_address
from meetings.rota.queries.turns import Duty, duty_at
from sets.models import Membership

LOOKED_THROUGH = 12  #: meetings ahead among which one is looked up


def coming(duty: Duty, reader: User) -> Facts:
    """Return when and where a meeting is for this reader, and who facilitates it."""
    who = Fact(_("Facilitator"), facilitator(duty, reader))
    return Facts([*where(duty.meeting, reader), who])


def where(meeting: Meeting, reader: User) -> Sequence[Fact]:
    """Return when and where a meeting is, by the set's clock too if that differs."""
    zone = reader.known_zone
    rows = [Fact(_("When"), _when(meeting, zone))]
    if _clocks_differ(meeting, zone):
        rows.append(Fact(_("For the set"), _when(meeting, meeting.zone)))
    if meeting.place:
        rows.append(Fact(_("Where"), meeting.place))
    if meeting.link:
        rows.append(Fact(_("Online"), meeting.link, link=meeting.link))
    return rows


def asks(meeting: Meeting, membership: Membership) -> Fact:
    """Return the row that lets the reader answer from the mail, without signing in."""
    link = urljoin(f"{settings.SITE_URL}/", reply_address(meeting, membership))
    return Fact(_("Do you come?"), _("yes, no or perhaps"), link=link)


def when(meeting: Meeting, reader: User) -> str:
    """Return "Tuesday 24 November, 09:00–10:30 London" in the reader's zone."""
    return _when(meeting, reader.known_zone)


def _when(meeting: Meeting, zone: str) -> str:
    return span(meeting.starts_at, meeting.ends_at, now=now(), zone=zone)


def day_of(meeting: Meeting, reader: User) -> str:
    """Return "Tuesday 24 November", the reader's day of the meeting."""
    return weekday(local(meeting.starts_at, reader.known_zone))


def time_of(meeting: Meeting, reader: User) -> str:
    """Return "09:00", the reader's time of the meeting."""
    return clock_time(meeting.starts_at, reader.known_zone)


def names_of(meeting: Meeting, membership: Membership) -> dict[str, str | int]:
    """Return what a letter calls a meeting: its set, number, and the reader's day and time."""
    return {
        "set": membership.learning_set.name,
        "number": meeting.number,
        "day": day_of(meeting, membership.user),
        "time": time_of(meeting, membership.user),
    }


def facilitator(duty: Duty, reader: User) -> str:
    """Return who facilitates; the reader is "you"."""
    if duty.facilitator is None:
        return _("nobody yet")
    return _("you") if duty.facilitator.user == reader else duty.facilitator.name


def duty_of(meeting: Meeting) -> Duty:
    """Return who facilitates a meeting ahead, also an additional one far away."""
    found = duty_at(meeting, LOOKED_THROUGH)
    return found or Duty(meeting, meeting.facilitator, "")


def set_time(meeting: Meeting, zone: str) -> str:
    """Return "09:00 New York" if the set's clock shows another time than one in `zone`."""
    at = meeting.starts_at
    return time_there(at, meeting.zone) if _clocks_differ(meeting, zone) else ""


def _clocks_differ(meeting: Meeting, zone: str) -> bool:
    at = meeting.starts_at
    return local(at, meeting.zone).utcoffset() != local(at, zone).utcoffset()
