"""Days on which clocks change, with a meeting at each quarter of an hour.

The expected values come from the two offsets and the instant of the change alone, and
from none of the product's own functions (docs/threat-model.md#daylight-saving).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, local, now
from actionlearning.lib.dates import span
from meetings.calendar.ics import publication
from meetings.calendar.ics_zones import switches
from meetings.calendar.queries import entry_of
from meetings.models import Meeting, PersonalCalendar
from meetings.rota import facts as rows
from reports.meeting_page.queries import when as on_the_page
from reports.reminders.queries.due import AHEAD
from reports.reminders.services.planning import reminder_at
from sets.models import LearningSet, Membership
from tests.support.calendars import read

ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Asia/Kathmandu",
)
FROM = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TO = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
LENGTH = 90  #: minutes
QUARTERS = [dt.time(n // 4, n % 4 * 15) for n in range(96)]


@dataclass(frozen=True)
class Change:
    """When the clocks of a zone change, and their offsets before and after."""

    zone: str
    at: dt.datetime
    before: dt.timedelta
    after: dt.timedelta

    @property
    def day(self) -> dt.date:
        """The local day that is shorter or longer (midnight ends the one before)."""
        return (self.at - dt.timedelta(minutes=1) + self.before).date()

    @property
    def days(self) -> list[dt.date]:
        """That day, the one before, and the two after: a skipped midnight belongs to the next day."""
        return [self.day + n * DAY for n in range(-1, 3)]

    def instant(self, day: dt.date, wall: dt.time) -> dt.datetime:
        """Return when a clock first shows `wall`; a skipped time is later by the gap."""
        naive = dt.datetime.combine(day, wall, dt.UTC)
        old, new = naive - self.before, naive - self.after
        return new if old >= self.at and new >= self.at else old

    def shown(self, instant: dt.datetime) -> dt.datetime:
        """Return what the clock shows at an instant, without a zone."""
        offset = self.before if instant < self.at else self.after
        return (instant + offset).replace(tzinfo=None)


def changes(zone: str) -> list[Change]:
    """Return every change of a zone's clocks in five years.

    A zone without any change is checked on the days on which London's clocks change.
    """
    none = dt.timedelta()
    found = [
        Change(
            zone,
            after.astimezone(dt.UTC),
            before.utcoffset() or none,
            after.utcoffset() or none,
        )
        for before, after in switches(zone, FROM, TO)
    ]
    return found or [
        Change(zone, other.at, offset, offset)
        for other in changes("Europe/London")
        for offset in [local(other.at, zone).utcoffset() or none]
    ]


@dataclass
class Tally:
    """How many values were compared, and which differed."""

    compared: int = 0
    wrong: list[str] = field(default_factory=list)

    def expect(self, what: str, found: object, wanted: object) -> None:
        """Count one comparison."""
        self.compared += 1
        if found != wanted:
            self.wrong.append(f"{what}: {found}, not {wanted}")

    @property
    def differing(self) -> int:
        """How many comparisons differed."""
        return len(self.wrong)


def compare(zones: Sequence[str] = ZONES, *, every: int = 1) -> Tally:
    """Compare every change of the zones at every quarter-hour, or at each `every`-th.

    The reader lives in that zone, and for every second quarter in another.
    """
    tally, mornings = Tally(), cycle(QUARTERS[::5])
    for zone in zones:
        away = ZONES[(ZONES.index(zone) + 3) % len(ZONES)]
        for change in changes(zone):
            for nth, wall in enumerate(QUARTERS[::every]):
                here = User(pk=1, zone=zone, morning=next(mornings))
                there = User(pk=2, zone=away, morning=next(mornings))
                _one(change, wall, [here, there][:: (-1) ** nth], tally)
    return tally


def _one(change: Change, wall: dt.time, readers: list[User], tally: Tally) -> None:
    meetings = [_meeting(change, day, wall) for day in change.days]
    name = f"{change.zone} {change.day} {wall:%H:%M}"
    for meeting in meetings:
        expected = change.instant(meeting.date, wall)
        tally.expect(f"{name} instant", meeting.starts_at, expected)
        shown = local(meeting.starts_at, change.zone).replace(tzinfo=None)
        tally.expect(f"{name} wall time", shown, change.shown(expected))
    _texts(meetings[1:3], readers[0], name, tally)
    for reader in readers:
        _reminders(meetings, reader, name, tally)
    days = [local(meeting.starts_at, change.zone).date() for meeting in meetings]
    tally.expect(f"{name} local days", days, change.days)


def _meeting(change: Change, day: dt.date, wall: dt.time) -> Meeting:
    return Meeting(
        pk=day.toordinal(),
        learning_set=LearningSet(name="Harbour"),
        number=day.day,
        date=day,
        time=wall,
        zone=change.zone,
        starts_at=instant_of(day, wall, change.zone),
        minutes=LENGTH,
    )


def _texts(meetings: list[Meeting], reader: User, name: str, tally: Tally) -> None:
    """Check that page, mail and calendar say the same to the reader."""
    choices = PersonalCalendar()
    entries = [entry_of(meeting, choices, "") for meeting in meetings]
    file = publication(entries, stamp=now())
    events = read(file).vevent_list
    for meeting, event in zip(meetings, events, strict=True):
        clock = local(meeting.starts_at, meeting.zone)
        wall = f"DTSTART;TZID={meeting.zone}:{clock:%Y%m%dT%H%M%S}".encode()
        tally.expect(f"{name} in the file", wall in file, wanted=True)
        page = on_the_page(meeting, Membership(user=reader)).span
        start, end = (each.value for each in (event.dtstart, event.dtend))
        told = span(start, end, now=now(), zone=reader.zone)
        tally.expect(f"{name} mail", rows.when(meeting, reader), page)
        tally.expect(f"{name} calendar", told, page)


def _reminders(meetings: list[Meeting], reader: User, name: str, tally: Tally) -> None:
    """Check when each reminder is due: that morning, or an hour before the meeting."""
    for meeting in meetings:
        due = reminder_at(meeting.starts_at, reader)
        day = reader.local(meeting.starts_at).date()
        morning = _first(day, reader)
        wanted = min(morning, meeting.starts_at - HOUR)
        tally.expect(f"{name} reminder of {reader.zone}", due, wanted)
        in_time = meeting.starts_at - AHEAD < due <= meeting.starts_at - HOUR
        tally.expect(f"{name} in time for {reader.zone}", in_time, wanted=True)


def _first(day: dt.date, reader: User) -> dt.datetime:
    """Return the reader's morning on a day, by their zone's own change if one is near."""
    near = [c for c in _changes_of(reader.zone) if abs(c.day - day) <= 3 * DAY]
    if near:
        return near[0].instant(day, reader.morning)
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    offset = local(noon, reader.zone).utcoffset() or dt.timedelta()
    return dt.datetime.combine(day, reader.morning, dt.UTC) - offset


_KNOWN: dict[str, list[Change]] = {}


def _changes_of(zone: str) -> list[Change]:
    if zone not in _KNOWN:
        _KNOWN[zone] = changes(zone)
    return _KNOWN[zone]
