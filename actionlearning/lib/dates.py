"""Dates as people say them: "Tomorrow at nine", "an hour ago", "due on Friday".

Pure except for the reader's language. `now` is an instant, `zone` an IANA name: days are
those of the reader. A text that can stand alone begins with a capital.
"""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _, gettext_lazy, npgettext

from actionlearning.lib.clock import local
from actionlearning.lib.languages import language

#: Full hours that cannot be mistaken for an evening are said in a word.
HOURS = {
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
    10: gettext_lazy("ten"),
    11: gettext_lazy("eleven"),
    12: gettext_lazy("noon"),
}
WEEK = 7


def spoken(instant: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """Return "Today at 14:30", "Tomorrow at nine", "Friday at nine", "3 March at ten"."""
    then, today = local(instant, zone), local(now, zone).date()
    words = {"day": _day(then.date(), today), "time": _hour(then.time())}
    return _("%(day)s at %(time)s") % words


def span(start: dt.datetime, end: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """Return "Tuesday 24 November, 09:00–10:30 London"; another year is named."""
    begins, ends = local(start, zone), local(end, zone)
    same_year = begins.year == local(now, zone).year
    return _("%(date)s, %(start)s–%(end)s %(place)s") % {
        "date": weekday(begins) if same_year else weekday_of_year(begins),
        "start": date_format(begins, "H:i"),
        "end": date_format(ends, "H:i"),
        "place": city(zone),
    }


def held(
    began: dt.datetime, planned: dt.datetime, *, now: dt.datetime, zone: str
) -> str:
    """Return "Monday 23 November, 17:48 (planned for 24 November)"."""
    then = local(began, zone)
    same_year = then.year == local(now, zone).year
    return _("%(date)s, %(time)s (planned for %(planned)s)") % {
        "date": weekday(then) if same_year else weekday_of_year(then),
        "time": date_format(then, "H:i"),
        "planned": month_day(local(planned, zone)),
    }


def ago(instant: dt.datetime, *, now: dt.datetime, zone: str) -> str:
    """Return how long ago it was: "just now", "an hour ago", "yesterday", "3 March"."""
    then, today = local(instant, zone), local(now, zone).date()
    minutes = int((now - instant).total_seconds() // 60)
    days = (today - then.date()).days
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        said = npgettext("ago", "a minute ago", "%(n)d minutes ago", minutes)
        return said % {"n": minutes}
    if days == 0:
        hours = minutes // 60
        said = npgettext("ago", "an hour ago", "%(n)d hours ago", hours)
        return said % {"n": hours}
    return _("yesterday") if days == 1 else day(then.date(), today)


def due(on: dt.date, today: dt.date) -> str:
    """Return when an open action is due; an overdue one is only "not yet" done."""
    if on < today:
        return _("not yet")
    if on == today:
        return _("due today")
    if on == today + dt.timedelta(days=1):
        return _("due tomorrow")
    return _("due on %(day)s") % {"day": day(on, today)}


def day(date: dt.date, today: dt.date) -> str:
    """Return the weekday of a date within a week, else "3 March"."""
    if abs((date - today).days) < WEEK:
        return date_format(date, "l")
    return month_day(date) if date.year == today.year else month_day_of_year(date)


def weekday(date: dt.date) -> str:
    """Return "Tuesday 24 November", "Dienstag, 24. November"."""
    return date_format(date, _("l j F"))


def weekday_of_year(date: dt.date) -> str:
    """Return "Tuesday 24 November 2026"."""
    return date_format(date, _("l j F Y"))


def month_day(date: dt.date) -> str:
    """Return "24 November", "24. November"."""
    return date_format(date, _("j F"))


def month_day_of_year(date: dt.date) -> str:
    """Return "24 November 2026"."""
    return date_format(date, _("j F Y"))


def city(zone: str) -> str:
    """Return the name of a zone: "Europe/London" → "London", "Europe/Rome" → "Rom"."""
    return _city(zone, language())


def clock_time(instant: dt.datetime, zone: str) -> str:
    """Return "10:42" in `zone`."""
    return date_format(local(instant, zone), "H:i")


def time_there(instant: dt.datetime, zone: str) -> str:
    """Return "10:42 London", "10:42 Uhr (London)"."""
    names = {"time": clock_time(instant, zone), "place": city(zone)}
    return _("%(time)s %(place)s") % names


def _day(date: dt.date, today: dt.date) -> str:
    if date == today:
        return _("Today")
    if date == today + dt.timedelta(days=1):
        return _("Tomorrow")
    days = (date - today).days
    if 0 < days < WEEK:
        return date_format(date, "l")
    return weekday(date) if date.year == today.year else month_day_of_year(date)


def _hour(time: dt.time) -> str:
    if time.minute == 0 and time.hour in HOURS:
        return str(HOURS[time.hour])
    return time_format(time, "H:i")


@cache
def _city(zone: str, spoken_in: str) -> str:
    """Return the city of a zone in the reader's language; English uses the zone's name."""
    own = zone.rsplit("/", 1)[-1].replace("_", " ")
    if spoken_in == "en" or "/" not in zone:
        return own
    return get_timezone_location(ZoneInfo(zone), spoken_in, return_city=True)
