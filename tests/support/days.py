"""The moments at which the suite runs.

A suite that reads today's date fails on some day. So it begins at a chosen moment
(tests/support/suite_clock.py): an ordinary one, unless `--day` names another. As a command,
this module prints the names; with `turn`, only the name whose turn is today.
"""

import datetime as dt
import sys

#: On each of these something is easily wrong: a date, an hour, or the words for them.
DAYS = {
    "leap-day": "2028-02-29T23:40:00Z",  # next year has no such day
    "new-years-eve": "2026-12-31T23:59:00Z",
    "clocks-forward": "2027-03-28T00:30:00Z",  # Europe's clocks go in half an hour
    "clocks-back": "2027-10-31T00:30:00Z",
    "monday-morning": "2027-06-14T06:00:00Z",
    "the-30th": "2026-11-30T17:00:00Z",  # a week before is the fifth Sunday
    "the-31st": "2028-01-31T12:00:00Z",  # the next month has 29 days
    "new-year": "2027-01-01T00:10:00Z",
}
ORDINARY = "2026-11-18T10:20:00Z"  #: in the middle of a day, a week and a month


def moment_of(day: str) -> dt.datetime:
    """Return the instant of a name, or of a date and time in ISO 8601."""
    moment = dt.datetime.fromisoformat(DAYS.get(day, day))
    if moment.tzinfo is None:
        raise ValueError(f"{day} names no zone: write a Z behind it.")
    return moment.astimezone(dt.UTC)


def said(day: str) -> str:
    """Return "leap-day (Tuesday 29 February 2028, 23:40 UTC)"."""
    moment = f"{moment_of(day):%A %-d %B %Y, %H:%M} UTC"
    return f"{day} ({moment})" if day in DAYS else moment


def turn(date: dt.date) -> str:
    """Return the name whose turn is on a date; each name has a turn within eight days."""
    names = list(DAYS)
    return names[date.timetuple().tm_yday % len(names)]


def main() -> None:
    """Print all names, or the name whose turn is today."""
    today = dt.datetime.now(dt.UTC).date()
    names = [turn(today)] if "turn" in sys.argv else list(DAYS)
    sys.stdout.write("\n".join(names) + "\n")


if __name__ == "__main__":
    main()
