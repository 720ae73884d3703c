"""The rule by which a set meets, in wall time: people do not agree on instants."""

import datetime as dt
from typing import TypedDict

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from actionlearning.lib.clock import now
from meetings.models.own_format import OwnFormat
from meetings.recurrence import Rule
from sets.models import LearningSet


class Rhythm(TypedDict, total=False):
    """The parts of a rule beside its frequency and start, as columns."""

    every: int
    weekdays: str
    month_by: str
    month_day: int | None
    ends_on: dt.date | None
    times: int | None
    country: str
    on_holidays: str


def columns(rule: Rule) -> Rhythm:
    """Return the parts of a rule beside its frequency and start."""
    return {
        "every": rule.every,
        "weekdays": "".join(str(day) for day in rule.weekdays),
        "month_by": rule.month_by,
        "month_day": rule.month_day,
        "ends_on": rule.ends_on,
        "times": rule.times,
        "country": rule.country,
        "on_holidays": rule.on_holidays,
    }


class Series(models.Model):
    """Every Tuesday at nine in London: the rule from which meetings are made ahead.

    A series never changes once meetings were made from it. Another rule is another
    series from a date on, and this one then ends the day before. So past meetings keep
    the rule by which they were held. `weekdays` are digits, "02" for Monday and
    Wednesday.
    """

    class Frequency(models.TextChoices):
        DAILY = "daily", "every day"
        WORKING_DAYS = "working_days", "every working day"
        WEEKLY = "weekly", "every week"
        MONTHLY = "monthly", "every month"

    class MonthBy(models.TextChoices):
        WEEKDAY = "weekday", "the same weekday of the month"
        LAST = "last", "the last such weekday of the month"
        DAY = "day", "the same day of the month"

    class OnHolidays(models.TextChoices):
        SKIP = "skip", "no meeting"
        MOVE = "move", "the next working day"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="series"
    )
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
    every = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1)]
    )
    weekdays = models.CharField(max_length=7, blank=True)
    month_by = models.CharField(
        max_length=7, choices=MonthBy.choices, default=MonthBy.WEEKDAY
    )
    month_day = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    time = models.TimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    format = models.CharField(max_length=40, default="report_and_resolve")
    own_format = models.ForeignKey(
        OwnFormat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ends_on = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    country = models.CharField(max_length=2, blank=True)
    on_holidays = models.CharField(
        max_length=4, choices=OnHolidays.choices, default=OnHolidays.SKIP
    )
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(every__gte=1), name="a_rule_repeats_every_so_often"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_frequency_display()}, {self.time:%H:%M} {self.zone}"

    @property
    def rule(self) -> Rule:
        """The series as a rule of `recurrence`."""
        return Rule(
            frequency=self.frequency,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            every=self.every,
            weekdays=tuple(int(day) for day in self.weekdays),
            month_by=self.month_by,
            month_day=self.month_day,
            times=self.times,
            country=self.country,
            on_holidays=self.on_holidays,
        )
