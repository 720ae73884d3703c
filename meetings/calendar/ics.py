"""Meetings as calendar files (RFC 5545 and 5546). Pure: entries in, bytes out; no clock.

An `invitation` (a REQUEST or a CANCEL) holds one meeting and names one reader, so that no
list of people leaks. A `publication` holds any number of meetings for one person's own use.
Both write wall time and zone, so that daylight saving moves nothing.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from actionlearning.lib.text import one_line
from meetings.calendar.ics_zones import timezone

PRODUCT = "-//Action learning//Meetings//EN"
DAY = dt.timedelta(days=1)
#: How often a program should fetch the feed again; most choose for themselves.
REFRESH = dt.timedelta(hours=4)


@dataclass(frozen=True)
class Person:
    """A person in a calendar: a name and an address."""

    name: str
    email: str


@dataclass(frozen=True)
class Entry:
    """One meeting in one reader's calendar; instants in UTC.

    `uid` never changes, `sequence` rises with each change of when, where or whether.
    `answer` is "coming", "perhaps", "cannot" or nothing yet. `notes` may have several lines.
    """

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    title: str
    place: str
    notes: str
    url: str
    answer: str = ""
    is_cancelled: bool = False

    @property
    def method(self) -> str:
        """The iTIP method: a REQUEST to come, or a CANCEL."""
        return "CANCEL" if self.is_cancelled else "REQUEST"


def invitation(
    entry: Entry, *, organizer: Person, reader: Person, stamp: dt.datetime
) -> bytes:
    """Return the file that invites the reader to a meeting, changes it, or cancels it.

    It asks for no answer (RSVP), because nobody reads the mail that a calendar would send:
    people answer on the page (docs/decisions).
    """
    event = _event(entry, stamp)
    event.add("organizer", _address(organizer))
    attendee = _address(reader)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = _ANSWERS.get(entry.answer, "NEEDS-ACTION")
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    return _bytes(_calendar(entry.method, [entry], [event]))


def publication(
    entries: Sequence[Entry], *, stamp: dt.datetime, name: str = ""
) -> bytes:
    """Return a file of meetings for a person's own calendar; with a `name`, a feed."""
    events = [_event(entry, stamp) for entry in entries]
    calendar = _calendar("PUBLISH", entries, events)
    if name:
        calendar.add("name", one_line(name))
        calendar.add("x-wr-calname", one_line(name))
        calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", f"PT{REFRESH // dt.timedelta(hours=1)}H")
    return _bytes(calendar)


def _bytes(calendar: Calendar) -> bytes:
    content: bytes = calendar.to_ical()
    return content


_ANSWERS = {"coming": "ACCEPTED", "perhaps": "TENTATIVE", "cannot": "DECLINED"}


def _calendar(
    method: str, entries: Sequence[Entry], events: Sequence[Event]
) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for zone in sorted({entry.zone for entry in entries} - {"UTC"}):
        here = [entry for entry in entries if entry.zone == zone]
        first = min(entry.starts_at for entry in here) - DAY
        last = max(entry.ends_at for entry in here) + DAY
        calendar.add_component(timezone(zone, first, last))
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(entry: Entry, stamp: dt.datetime) -> Event:
    """Return an event that others who share the calendar see as "busy" only."""
    zone = dt.UTC if entry.zone == "UTC" else ZoneInfo(entry.zone)
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", _on_the_clock(entry.starts_at, zone))
    event.add("dtend", _on_the_clock(entry.ends_at, zone))
    event.add("summary", one_line(entry.title))
    if place := one_line(entry.place):
        event.add("location", place)
    event.add("description", "\n".join(map(one_line, entry.notes.split("\n"))))
    event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    is_free = entry.is_cancelled or entry.answer == "cannot"
    event.add("transp", "TRANSPARENT" if is_free else "OPAQUE")
    return event


def _on_the_clock(instant: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Return the time that clocks will show, or UTC if that would be misread.

    It comes from the instant, not from the agreed time, so that every program reads a time
    that the zone skips in spring alike. A time that happens twice in autumn means its
    first (RFC 5545 §3.3.5): only UTC can name the second.
    """
    shown = instant.astimezone(zone)
    return instant if shown.fold else shown


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if name := one_line(person.name):
        address.params["CN"] = vText(name)
    return address
