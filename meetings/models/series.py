"""The rule by which a set meets, in wall time: what people agreed on, not instants."""

from __future__ import annotations

from django.db import models

from actionlearning.lib.clock import now
from meetings.models.own_format import OwnFormat
from sets.models import LearningSet


class Series(models.Model):
    """Every Tuesday at nine in London: the rule from which meetings are made ahead."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "every day"
        WORKING_DAYS = "working_days", "every working day"
        WEEKLY = "weekly", "every week"
        FORTNIGHTLY = "fortnightly", "every two weeks"
        MONTHLY = "monthly", "every month, same weekday"

    learning_set = models.ForeignKey(
        LearningSet, on_delete=models.CASCADE, related_name="series"
    )
    frequency = models.CharField(max_length=12, choices=Frequency.choices)
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
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.get_frequency_display()}, {self.time:%H:%M} {self.zone}"
