"""The time zones of the world, as choices."""

import datetime as dt
from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

from actionlearning.lib.clock import local

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def zones() -> list[str]:
    """Return the IANA zones that are named after a place, and UTC."""
    named = [name for name in available_timezones() if _region(name) in REGIONS]
    return [*sorted(named), "UTC"]


@cache
def by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones as grouped choices: [("Asia", [("Asia/Tokyo", "Tokyo")])]."""
    return [
        (region, [(name, _place(name)) for name in names])
        for region, names in groupby(zones(), key=_region)
    ]


def with_time(moment: dt.datetime) -> list[tuple[str, str]]:
    """Return every zone with its wall time at `moment`: ("Asia/Tokyo", "18:00")."""
    return [(zone, f"{local(moment, zone):%H:%M}") for zone in zones()]


def _region(name: str) -> str:
    return name.split("/")[0]


def _place(name: str) -> str:
    return name.partition("/")[2].replace("_", " ") or name
