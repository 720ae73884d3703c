"""The time zones one can choose from, grouped by region."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from zoneinfo import available_timezones

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return IANA's zones named by place, and UTC: [(region, [(name, label)])]."""
    regions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(available_timezones()):
        region, _slash, place = name.partition("/")
        if region in REGIONS:
            regions[region].append((name, place.replace("_", " ")))
    return [*regions.items(), ("UTC", [("UTC", "UTC")])]
