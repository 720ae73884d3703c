"""The run sheet to print: the plan by the clock, the people, and room to write."""

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import Q

from actionlearning.lib.clock import local
from actionlearning.lib.dates import clock_time, weekday_of_year
from meetings.dates.queries.hours import on_clock
from meetings.formats.definitions import WRITTEN_FOR, Phase, from_data
from meetings.formats.phases import QUESTIONS, order
from meetings.formats.queries.choice import format_of, name_of, planned
from meetings.formats.wording import asked, spoken
from meetings.models import Attendance, Meeting
from meetings.rota.queries import turns as rota
from sets.models import Membership

RULES = 6  #: ground rules for which one page has room
ACTIONS = 7  #: lines for actions, one each and one more
FULL = 10  #: phases beyond which the page has less room to write


@dataclass(frozen=True)
class TimedPhase:
    """One phase by the clock."""

    at: str
    phase: Phase


@dataclass(frozen=True)
class RunSheet:
    """One page of paper. `order` is that of every round; `away` can't come."""

    meeting: Meeting
    day: str
    hours: str
    format_name: str
    lines: list[TimedPhase]
    facilitator: Membership | None
    order: list[Membership]
    away: list[Membership]
    rules: list[str]
    more_rules: int
    questions: list[str]
    columns: range
    actions: range

    @property
    def is_full(self) -> bool:
        """Whether it has so many phases that there is less room to write."""
        return len(self.lines) > FULL


def run_sheet(membership: Membership, meeting: Meeting) -> RunSheet:
    """Return the run sheet of a meeting, by the set's clock."""
    facilitator = _facilitator(meeting)
    coming, away = _people(meeting)
    phases = [spoken(phase) for phase in _phases(meeting, len(coming))]
    newest = membership.learning_set.agreements.first()
    rules = newest.rules if newest else []
    start = local(meeting.starts_at, meeting.zone)
    length = dt.timedelta(minutes=meeting.minutes)
    return RunSheet(
        meeting=meeting,
        day=weekday_of_year(start),
        hours=on_clock(meeting.starts_at, length, meeting.zone),
        format_name=name_of(meeting),
        lines=_lines(meeting, phases),
        facilitator=facilitator,
        order=_in_order(coming, meeting, facilitator),
        away=away,
        rules=rules[:RULES],
        more_rules=len(rules[RULES:]),
        questions=[asked(question) for question in QUESTIONS],
        columns=range(max(1, *(phase.slot for phase in phases))),
        actions=range(ACTIONS),
    )


def _facilitator(meeting: Meeting) -> Membership | None:
    """Return the facilitator: chosen, or proposed by the rota."""
    if meeting.facilitator or not meeting.is_scheduled:
        return meeting.facilitator
    duty = rota.duty_at(meeting)
    return duty.facilitator if duty else None


def _people(meeting: Meeting) -> tuple[list[Membership], list[Membership]]:
    """Return the members in the order of joining: those who may come, and the others."""
    cannot = Q(reply=Attendance.Reply.CANNOT, present_at=None)
    no = set(meeting.attendances.filter(cannot).values_list("membership_id", flat=True))
    everybody = Membership.current.in_order(meeting.learning_set)
    members = [each for each in everybody if each.is_member]
    coming = [each for each in members if each.pk not in no]
    return coming, [each for each in members if each.pk in no]


def _phases(meeting: Meeting, people: int) -> tuple[Phase, ...]:
    if meeting.phases:
        return from_data(meeting.phases)
    return planned(format_of(meeting), meeting, people=people or WRITTEN_FOR)


def _lines(meeting: Meeting, phases: list[Phase]) -> list[TimedPhase]:
    """Return each phase with its time; the reserve has none."""
    begins = accumulate((phase.minutes for phase in phases), initial=0)
    times = [meeting.starts_at + dt.timedelta(minutes=n) for n in begins]
    return [
        TimedPhase(clock_time(at, meeting.zone) if phase.is_walked else "", phase)
        for at, phase in zip(times, phases, strict=False)
    ]


def _in_order(
    coming: list[Membership], meeting: Meeting, facilitator: Membership | None
) -> list[Membership]:
    by_id = {each.pk: each for each in coming}
    facilitator_pk = facilitator.pk if facilitator else None
    return [
        by_id[pk]
        for pk in order([*by_id], number=meeting.number, facilitator=facilitator_pk)
    ]
