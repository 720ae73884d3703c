"""How often a set meets: a few common answers first, then the finer rule."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.dates import weekday_of_year
from actionlearning.lib.forms import DateField
from actionlearning.lib.languages import language
from meetings.dates.countries import countries
from meetings.models import Series
from meetings.recurrence import Rule, dates

FORTNIGHTLY = "fortnightly"  #: an answer of its own, stored as every second week
FREQUENCIES = [
    (Series.Frequency.DAILY, gettext_lazy("every day")),
    (Series.Frequency.WORKING_DAYS, gettext_lazy("every working day")),
    (Series.Frequency.WEEKLY, gettext_lazy("every week")),
    (FORTNIGHTLY, gettext_lazy("every two weeks")),
    (Series.Frequency.MONTHLY, gettext_lazy("every month")),
]
MONTH_BY = [
    (
        Series.MonthBy.WEEKDAY,
        gettext_lazy("the same weekday, such as the third Tuesday"),
    ),
    (
        Series.MonthBy.LAST,
        gettext_lazy("the last of that weekday, such as the last Tuesday"),
    ),
    (Series.MonthBy.DAY, gettext_lazy("the same day, such as the 17th")),
]
ON_HOLIDAYS = [
    (Series.OnHolidays.SKIP, gettext_lazy("there is no meeting")),
    (Series.OnHolidays.MOVE, gettext_lazy("it is on the next free working day")),
]
FINER = ("weekdays", "every", "month_by", "ends_on", "times", "country", "on_holidays")
RULE = ("frequency", *FINER)  #: the fields of the rule


class Pills(forms.CheckboxSelectMultiple):
    """Check boxes with short labels, side by side like radio buttons."""

    template_name = "django/forms/widgets/radio.html"


def _countries() -> list[tuple[str, str]]:
    return [("", _("no country")), *countries(language())]


class RhythmForm(forms.Form):
    """The fields of a rule. The rule starts on the date of the form that includes it."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("Then"),
        choices=FREQUENCIES,
        initial=Series.Frequency.WEEKLY,
        widget=forms.RadioSelect,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On these days"),
        help_text=gettext_lazy(
            "Leave all unticked to keep the weekday of the date above."
        ),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=Pills,
    )
    every = forms.IntegerField(
        label=gettext_lazy("How many weeks or months apart"),
        help_text=gettext_lazy("3 with “every week” means every third week."),
        min_value=1,
        max_value=12,
        required=False,
    )
    month_by = forms.ChoiceField(
        label=gettext_lazy("Every month means"),
        choices=MONTH_BY,
        initial=Series.MonthBy.WEEKDAY,
        required=False,
        widget=forms.RadioSelect,
    )
    ends_on = DateField(label=gettext_lazy("Ends on"), required=False)
    times = forms.IntegerField(
        label=gettext_lazy("Or after this many meetings"),
        min_value=1,
        max_value=500,
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Public holidays of"), choices=_countries, required=False
    )
    on_holidays = forms.ChoiceField(
        label=gettext_lazy("On a holiday"),
        choices=ON_HOLIDAYS,
        initial=Series.OnHolidays.SKIP,
        required=False,
        widget=forms.RadioSelect,
    )

    @property
    def is_fine(self) -> bool:
        """Whether the finer rule has a value, so that it is shown open."""
        plain = {"month_by": Series.MonthBy.WEEKDAY, "on_holidays": "skip"}
        said = {name: self[name].value() for name in FINER}
        return bool(self.errors.keys() & FINER) or any(
            value and value != plain.get(name) for name, value in said.items()
        )

    def rule(self, starts_on: dt.date) -> Rule:
        """Return the chosen rule from a date on."""
        sent = self.cleaned_data
        frequency, every = sent["frequency"], sent.get("every") or 1
        if frequency == FORTNIGHTLY:
            frequency, every = Series.Frequency.WEEKLY, sent.get("every") or 2
        return Rule(
            frequency=str(frequency),
            starts_on=starts_on,
            ends_on=sent.get("ends_on"),
            every=every,
            weekdays=tuple(sorted(sent.get("weekdays", ()))),
            month_by=sent.get("month_by") or Series.MonthBy.WEEKDAY,
            times=sent.get("times"),
            country=sent.get("country", ""),
            on_holidays=sent.get("on_holidays") or Series.OnHolidays.SKIP,
        )

    def check_rule(self) -> None:
        """Refuse values that belong to another frequency, and two ends."""
        sent, frequency = self.cleaned_data, self.cleaned_data.get("frequency")
        in_weeks = frequency in {Series.Frequency.WEEKLY, FORTNIGHTLY}
        if sent.get("weekdays") and not in_weeks:
            self.add_error("weekdays", _("You can choose days with “every week” only."))
        if sent.get("every") and not (in_weeks or frequency == "monthly"):
            self.add_error("every", _("This works with weeks and months only."))
        if sent.get("ends_on") and sent.get("times"):
            self.add_error("times", _("Choose one end: a date, or a number."))

    def check_start(self, field: str) -> None:
        """Add an error to `field` if the rule does not begin on that date."""
        if self.errors.keys() & {*RULE, field}:
            return
        on = self.cleaned_data[field]
        first = next(dates(self.rule(on)), None)
        if first is None:
            self.add_error("ends_on", _("It would end before it begins."))
        elif first != on:
            words = _(
                "By the rule below, the set would not meet on this day, but on %(day)s."
            )
            self.add_error(field, words % {"day": weekday_of_year(first)})


def as_answers(rule: Rule) -> dict[str, Any]:
    """Return the field values of a stored rule."""
    is_fortnightly = rule.frequency == Series.Frequency.WEEKLY and rule.every == 2
    return {
        "frequency": FORTNIGHTLY if is_fortnightly else rule.frequency,
        "weekdays": list(rule.weekdays) if len(rule.weekdays) > 1 else [],
        "every": rule.every if rule.every > 1 and not is_fortnightly else None,
        "month_by": _month_by(rule),
        "ends_on": None if rule.times else rule.ends_on,
        "times": rule.times,
        "country": rule.country,
        "on_holidays": rule.on_holidays,
    }


def _month_by(rule: Rule) -> str:
    """Return the monthly choice of a rule, or the default if it is not monthly.

    A weekly rule that begins on a fifth Sunday does not mean last Sundays.
    """
    if rule.frequency != Series.Frequency.MONTHLY:
        return Series.MonthBy.WEEKDAY
    is_last = rule.nth == -1 and rule.month_by != Series.MonthBy.DAY
    return Series.MonthBy.LAST if is_last else rule.month_by
