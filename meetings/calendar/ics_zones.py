"""A zone as a calendar file describes it, for the days that the file needs. Pure.

`Calendar.add_missing_timezones` of icalendar 7.3 writes the onset of summer time by the
clock that is new; RFC 5545 §3.6.5 wants the one before (TZOFFSETFROM). A program that
reckons in UTC would switch an hour late, so the switches are found here.
"""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


def timezone(name: str, first: dt.datetime, last: dt.datetime) -> Timezone:
    """Return the zone with what its clocks do between two instants, and no more."""
    zone = ZoneInfo(name)
    component = Timezone()
    component.add("tzid", name)
    start = first.astimezone(zone)
    component.add_component(_observance(start, start))
    for before, after in switches(name, first, last):
        component.add_component(_observance(before, after))
    return component


def switches(
    name: str, first: dt.datetime, last: dt.datetime
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield each change of a zone's offset: the last second before it, and the first."""
    zone = ZoneInfo(name)
    low = first.astimezone(dt.UTC).replace(microsecond=0)
    while low < last:
        high = low + DAY
        if _offset(low, zone) != _offset(high, zone):
            before = _last_before(low, high, zone)
            yield before.astimezone(zone), (before + SECOND).astimezone(zone)
        low = high


def _last_before(low: dt.datetime, high: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the last second of the offset that `low` has and `high` has not."""
    old = _offset(low, zone)
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        if _offset(middle, zone) == old:
            low = middle
        else:
            high = middle
    return low


def _offset(instant: dt.datetime, zone: ZoneInfo) -> dt.timedelta | None:
    return instant.astimezone(zone).utcoffset()


def _observance(
    before: dt.datetime, after: dt.datetime
) -> TimezoneDaylight | TimezoneStandard:
    """Return what begins at the instant `after`, as the clock of `before` shows it."""
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    onset = after.astimezone(dt.timezone(before.utcoffset() or dt.timedelta()))
    part.add("dtstart", onset.replace(tzinfo=None))
    part.add("tzoffsetfrom", before.utcoffset())
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname())
    return part
