"""The description of a zone in a calendar file, for the days that it needs. Pure.

`Calendar.add_missing_timezones` of icalendar 7.3 writes the onset of summer time by the
new clock; RFC 5545 §3.6.5 wants the old one (TZOFFSETFROM). A program that reckons in UTC
would switch an hour late, so this module finds the switches itself.
"""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


def timezone(name: str, first: dt.datetime, last: dt.datetime) -> Timezone:
    """Return the zone with its switches between two instants, and no others."""
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
    """Yield each change of a zone's offset: the last second before and the first after."""
    zone = ZoneInfo(name)
    low = first.astimezone(dt.UTC).replace(microsecond=0)
    while low < last:
        high = low + DAY
        if _offset(low, zone) != _offset(high, zone):
            before = _last_before(low, high, zone)
            yield before.astimezone(zone), (before + SECOND).astimezone(zone)
        low = high


def _last_before(low: dt.datetime, high: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the last second that still has the offset of `low`, before `high`."""
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
    """Return the observance that begins at `after`, by the clock of `before`."""
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    onset = after.astimezone(dt.timezone(before.utcoffset() or dt.timedelta()))
    part.add("dtstart", onset.replace(tzinfo=None))
    part.add("tzoffsetfrom", before.utcoffset())
    part.add("tzoffsetto", after.utcoffset())
    part.add("tzname", after.tzname())
    return part
