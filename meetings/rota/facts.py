"""The rows of dates, places and people that letters share."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import clock_time, span, time_there, weekday
from actionlearning.outbox.letter import Fact, Facts
from meetings.models import Meeting
from meetings.models.attendance import reply_address
from meetings.rota.queries.turns import Duty, Rota, ahead
from sets.models import Membership

LOOKED_THROUGH = 12  #: how many meetings ahead are searched for one


def coming(duty: Duty, reader: User) -> Facts:
    """Return time, place and facilitator of a meeting for this reader."""
    who = Fact(_("Facilitator"), facilitator(duty, reader))
    return Facts([*where(duty.meeting, reader), who])


def where(meeting: Meeting, reader: User) -> Sequence[Fact]:
    """Return time and place of a meeting, by the set's clock too if that differs."""
    zone = reader.known_zone
    rows = [Fact(_("When"), _when(meeting, zone))]
    if _clocks_differ(meeting, zone):
        rows.append(Fact(_("In the set’s time zone"), _when(meeting, meeting.zone)))
    if meeting.place:
        rows.append(Fact(_("Where"), meeting.place))
    if meeting.link:
        rows.append(Fact(_("Online"), meeting.link, link=meeting.link))
    return rows


def asks(meeting: Meeting, membership: Membership) -> Fact:
    """Return the row that lets the reader answer from the mail, without signing in."""
    link = urljoin(f"{settings.SITE_URL}/", reply_address(meeting, membership))
    return Fact(_("Are you coming?"), _("yes, no or perhaps"), link=link)


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
    """Return the facilitator's name; "you" for the reader."""
    if duty.facilitator is None:
        return _("nobody yet")
    return _("you") if duty.facilitator.user == reader else duty.facilitator.name


def duty_of(meeting: Meeting, rota: Rota | None = None) -> Duty:
    """Return the duty of a meeting ahead, even of an additional one far away.

    `rota` is that of its set, if it is known already. The duty has `meeting` as it was
    passed.
    """
    duties = rota.duties() if rota else ahead(meeting.learning_set, LOOKED_THROUGH)
    found = [d for d in duties if d.meeting == meeting]
    if found:
        return replace(found[0], meeting=meeting)
    return Duty(meeting, meeting.facilitator, "")


def set_time(meeting: Meeting, zone: str) -> str:
    """Return "09:00 New York" if the set's clock shows another time than one in `zone`."""
    at = meeting.starts_at
    return time_there(at, meeting.zone) if _clocks_differ(meeting, zone) else ""


def _clocks_differ(meeting: Meeting, zone: str) -> bool:
    at = meeting.starts_at
    return local(at, meeting.zone).utcoffset() != local(at, zone).utcoffset()
