"""WHAT IS WRITTEN BETWEEN MEETINGS, AND WHAT LEAVES THE SET."""

from reports.models.release import Release as Release
from reports.models.reminder import Reminder as Reminder
from reports.models.report_back import (
    ActionReport as ActionReport,
    Addition as Addition,
    NextStep as NextStep,
    ReportBack as ReportBack,
)
from reports.models.request import Request as Request
