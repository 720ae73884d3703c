"""The administrators' view: who runs which set and when it meets. Never content."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from actionlearning.lib.clock import now
from meetings.models import Attendance, Meeting
from meetings.selectors import held_per_membership
from sets.models import (
    Administrator,
    Invitation,
    LearningSet,
    Membership,
    Organisation,
    Programme,
)

#: Fewest people behind a share that is shown (docs/threat-model.md#counts).
FEWEST = 4


@dataclass(frozen=True)
class SetLine:
    """One set as its administrators see it; `attendance` in percent, or None."""

    name: str
    is_closed: bool
    coordinators: str
    people: int
    invited: int
    held: int
    next_at: dt.datetime | None
    attendance: int | None


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme and its sets."""

    name: str
    sets: list[SetLine]


@dataclass(frozen=True)
class OrganisationPage:
    """The page of an organisation, for one of its administrators."""

    organisation: Organisation
    programmes: list[ProgrammeLine]


def organisation_page(
    organisation: Organisation, appointments: list[Administrator]
) -> OrganisationPage:
    """Return the page with every programme, or only those that the appointments cover."""
    programmes = Programme.objects.filter(organisation=organisation)
    if all(each.programme_id for each in appointments):
        programmes = programmes.filter(administrators__in=appointments)
    of = LearningSet.objects.filter(programme__in=programmes)
    lines = _lines(of)
    return OrganisationPage(
        organisation,
        [
            ProgrammeLine(each.name, lines[each.pk])
            for each in programmes.order_by("name", "pk")
        ],
    )


def _lines(sets: QuerySet[LearningSet]) -> dict[int, list[SetLine]]:
    """Return the lines by programme, running sets first; six queries for any number."""
    people = _people(sets)
    invited = _counted(
        Invitation.objects.filter(
            accepted_at=None, revoked_at=None, expires_at__gt=now()
        ),
        sets,
    )
    meetings = _meetings(sets)
    shares = _shares(sets)
    lines = defaultdict(list)
    for each in sets.order_by(F("closed_at").desc(nulls_first=True), "name", "pk"):
        here = people.get(each.pk, [])
        held, next_at = meetings.get(each.pk, (0, None))
        lines[each.programme_id].append(
            SetLine(
                name=each.name,
                is_closed=each.is_closed,
                coordinators=", ".join(p.name for p in here if p.is_coordinator),
                people=len(here),
                invited=invited.get(each.pk, 0),
                held=held,
                next_at=None if each.is_closed else next_at,
                attendance=shares.get(each.pk),
            )
        )
    return lines


def _people(sets: QuerySet[LearningSet]) -> dict[int, list[Membership]]:
    found = defaultdict(list)
    current = Membership.current.filter(learning_set__in=sets)
    for membership in current.select_related("user").order_by("joined_at", "pk"):
        found[membership.learning_set_id].append(membership)
    return found


def _counted(
    rows: QuerySet[Invitation] | QuerySet[Meeting], sets: QuerySet[LearningSet]
) -> dict[int, int]:
    counted = rows.filter(learning_set__in=sets).order_by().values("learning_set")
    return dict(counted.annotate(n=Count("pk")).values_list("learning_set", "n"))


def _meetings(
    sets: QuerySet[LearningSet],
) -> dict[int, tuple[int, dt.datetime | None]]:
    """Return how many meetings each set has held, and when the next one starts."""
    ahead = Q(state=Meeting.State.SCHEDULED, starts_at__gt=now())
    rows = (
        Meeting.objects.filter(learning_set__in=sets)
        .order_by()
        .values("learning_set")
        .annotate(
            held=Count("pk", filter=Q(state=Meeting.State.ENDED)),
            next_at=Min("starts_at", filter=ahead),
        )
    )
    return {row["learning_set"]: (row["held"], row["next_at"]) for row in rows}


def _shares(sets: QuerySet[LearningSet]) -> dict[int, int]:
    """Return the attendance, in percent, of sets that are large enough to show it.

    It is the share of members at each meeting's start who were present.
    """
    came = (
        Attendance.objects.filter(
            meeting__learning_set__in=sets,
            meeting__state=Meeting.State.ENDED,
            membership__kind=Membership.Kind.MEMBER,
            present_at__isnull=False,
        )
        .order_by()
        .values("meeting__learning_set")
        .annotate(n=Count("pk"), people=Count("membership__user", distinct=True))
        .filter(people__gte=FEWEST)
        .values_list("meeting__learning_set", "n")
    )
    expected = _counted(held_per_membership(), sets)
    return {pk: round(100 * n / expected[pk]) for pk, n in came if expected.get(pk)}
