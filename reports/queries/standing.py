"""Where somebody stands before a meeting."""

from __future__ import annotations

from meetings.models import Action, Attendance, Meeting
from reports.models import ReportBack
from sets.models import Membership


def has_reported(meeting: Meeting, place: Membership) -> bool:
    """Say whether a person has filed, given or skipped their report-back."""
    reports = ReportBack.objects.filter(meeting=meeting, membership=place)
    return reports.exclude(state=ReportBack.State.DRAFT).exists()


def cannot_come(meeting: Meeting, place: Membership) -> bool:
    """Say whether a person has said that they can’t come."""
    return Attendance.objects.filter(
        meeting=meeting, membership=place, reply=Attendance.Reply.CANNOT
    ).exists()


def how_many_open(place: Membership) -> int:
    """Return how many actions of a person are open in that set."""
    return Action.objects.filter(owner=place, state=Action.State.OPEN).count()
