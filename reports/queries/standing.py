"""Where somebody stands before a meeting, asked for one person or for a batch of mails."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from actionlearning.lib.together import Together
from meetings.models import Action, Attendance, Meeting
from meetings.queries import rota
from meetings.queries.rota import Duty
from reports.models import ReportBack
from sets.models import LearningSet, Membership

Seat = tuple[Meeting, Membership]


@Together
def has_reported(seats: Collection[Seat]) -> dict[Seat, bool]:
    """Say whether a person has filed, given or skipped their report-back."""
    done = ReportBack.objects.filter(
        meeting__in={meeting.pk for meeting, _place in seats},
        membership__in={place.pk for _meeting, place in seats},
    ).exclude(state=ReportBack.State.DRAFT)
    found = set(done.values_list("meeting", "membership"))
    return {seat: (seat[0].pk, seat[1].pk) in found for seat in seats}


@Together
def cannot_come(seats: Collection[Seat]) -> dict[Seat, bool]:
    """Say whether a person has said that they can’t come."""
    cannot = Attendance.objects.filter(
        meeting__in={meeting.pk for meeting, _place in seats},
        membership__in={place.pk for _meeting, place in seats},
        reply=Attendance.Reply.CANNOT,
    )
    found = set(cannot.values_list("meeting", "membership"))
    return {seat: (seat[0].pk, seat[1].pk) in found for seat in seats}


@Together
def how_many_open(places: Collection[Membership]) -> dict[Membership, int]:
    """Return how many actions of a person are open in that set."""
    still = Action.objects.filter(
        owner__in=[place.pk for place in places], state=Action.State.OPEN
    )
    counted = still.order_by().values("owner").annotate(n=Count("pk"))
    found = dict(counted.values_list("owner", "n"))
    return {place: found.get(place.pk, 0) for place in places}


@Together
def duties(sets: Collection[LearningSet]) -> dict[LearningSet, list[Duty]]:
    """Return the next two meetings of a set with their facilitators."""
    return rota.ahead_of(sets)
