"""Dates as pages and mails name them, worded without the product's own functions."""

import datetime as dt
from zoneinfo import ZoneInfo


def date_in_words(on: dt.date, zone: str = "Europe/London") -> str:
    """Return "Tuesday 3 March", with its year if it is another year in the zone now."""
    today = dt.datetime.now(ZoneInfo(zone)).date()
    year = "" if on.year == today.year else f" {on.year}"
    return f"{on:%A} {on.day} {on:%B}{year}"
