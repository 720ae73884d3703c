"""Report-backs, reminders, releases and requests."""

from reports.models.release import Release
from reports.models.reminder import Reminder
from reports.models.report_back import ActionReport, Addition, NextStep, ReportBack
from reports.models.request import Request

__all__ = [
    "ActionReport",
    "Addition",
    "NextStep",
    "Release",
    "Reminder",
    "ReportBack",
    "Request",
]
