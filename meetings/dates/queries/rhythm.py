"""A set's rule in words: "Every second Tuesday, 09:00 London, until 30 June"."""

import datetime as dt

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext, pgettext

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import city, month_day, month_day_of_year
from actionlearning.lib.languages import language
from meetings.dates.countries import country_of
from meetings.models import Series
from meetings.recurrence import Rule


def rhythm(series: Series) -> str:
    """Return the whole rule, by the set's own clock."""
    return in_words(series.rule, series.time, series.zone)


def in_words(rule: Rule, time: dt.time, zone: str) -> str:
    """Return the frequency, the time, the treatment of holidays and the end."""
    at = _("%(time)s %(place)s") % {"time": f"{time:%H:%M}", "place": city(zone)}
    parts = [how_often(rule), at, _holidays(rule), _until(rule, zone)]
    return ", ".join(part for part in parts if part)


def how_often(rule: Rule) -> str:
    """Return "Every second Tuesday and Thursday", "On the last Friday of every month"."""
    if rule.frequency == Series.Frequency.WEEKLY:
        return _in_the_week(rule)
    if rule.frequency == Series.Frequency.MONTHLY:
        return _in_the_month(rule) % {"months": _months(rule.every)}
    is_daily = rule.frequency == Series.Frequency.DAILY
    return _("Every day") if is_daily else _("Every working day")


def _in_the_week(rule: Rule) -> str:
    days = get_text_list([str(WEEKDAYS[day]) for day in rule.days], _("and"))
    if rule.every == 1:
        return _("Every %(days)s") % {"days": days}
    if rule.every == 2:
        return _("Every second %(days)s") % {"days": days}
    return _("Every %(n)d weeks, on %(days)s") % {"n": rule.every, "days": days}


def _in_the_month(rule: Rule) -> str:
    day, start = rule.month_day or rule.starts_on.day, rule.starts_on
    if rule.month_by == Series.MonthBy.DAY:
        # Any date with this day of the month, for its ordinal: "31st".
        nth = date_format(dt.date(2000, 1, day), _("jS"))
        words = (
            _("On the %(nth)s of %%(months)s, or its last day")
            if day > 28
            else _("On the %(nth)s of %%(months)s")
        )
        return words % {"nth": nth}
    nth = {
        1: _("On the first %(weekday)s of %%(months)s"),
        2: _("On the second %(weekday)s of %%(months)s"),
        3: _("On the third %(weekday)s of %%(months)s"),
        4: _("On the fourth %(weekday)s of %%(months)s"),
        -1: _("On the last %(weekday)s of %%(months)s"),
    }[rule.nth]
    return nth % {"weekday": date_format(start, "l")}


def _months(every: int) -> str:
    if every == 1:
        return pgettext("after “on the 3rd of”", "every month")
    if every == 2:
        return _("every second month")
    return _("every %(n)d months") % {"n": every}


def _holidays(rule: Rule) -> str:
    if not rule.country:
        return ""
    words = (
        _("on the next free working day after public holidays in %(country)s")
        if rule.on_holidays == Series.OnHolidays.MOVE
        else _("not on public holidays in %(country)s")
    )
    return words % {"country": country_of(rule.country, language())}


def _until(rule: Rule, zone: str) -> str:
    if rule.times:
        count = ngettext("%(n)d meeting", "%(n)d meetings", rule.times)
        return count % {"n": rule.times}
    if rule.ends_on is None:
        return ""
    same_year = rule.ends_on.year == local(now(), zone).year
    day = (month_day if same_year else month_day_of_year)(rule.ends_on)
    return _("until %(day)s") % {"day": day}
