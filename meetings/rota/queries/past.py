"""The members' past in their set, as the rota counts it: two queries.

A member who stepped out of the rota and came back begins again with the average, like a
newcomer, but without practice.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, Min, Q, QuerySet

from meetings.models import Meeting
from meetings.models.facilitation import TURN
from meetings.rota import order as rota
from sets.models import LearningSet, Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Visits(TypedDict):
        attended: int
        attended_ever: int
        first_came: dt.datetime | None

    AnnotatedMembership = WithAnnotations[Membership, Visits]

#: The members who facilitate in turn, in the order they joined, with their past.
Candidates = dict[Membership, rota.Candidate]


@dataclass
class HeldMeeting:
    """A meeting that was held: how many came, and the tenths of a turn each did there."""

    date: dt.date
    starts_at: dt.datetime
    is_led: bool
    came: int
    tenths: dict[int, int] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """All turns of this meeting, in tenths: a whole one, and the parts on top."""
        parts = (each for each in self.tenths.values() if each != TURN)
        return TURN * self.is_led + sum(parts)


def candidates(learning_set: LearningSet) -> Candidates:
    """Return the members of a set who facilitate in turn."""
    return candidates_of([learning_set])[learning_set]


def candidates_of(sets: Collection[LearningSet]) -> dict[LearningSet, Candidates]:
    """Return the members of each set who facilitate in turn."""
    of_each: dict[int, list[AnnotatedMembership]] = defaultdict(list)
    for membership in everybody(sets):
        of_each[membership.learning_set_id].append(membership)
    meetings = held(sets)
    return {
        each: candidates_among(of_each[each.pk], meetings[each.pk]) for each in sets
    }


def candidates_among(
    memberships: Sequence[AnnotatedMembership], meetings: Sequence[HeldMeeting]
) -> Candidates:
    """Return the candidates among all present and past memberships of a set.

    `meetings` are those that the set has held.
    """
    on_rota = (p for p in memberships if not p.has_left and p.is_member and p.on_rota)
    return {
        membership: _candidate(membership, memberships, meetings)
        for membership in on_rota
    }


def everybody(sets: Collection[LearningSet]) -> QuerySet[AnnotatedMembership]:
    """Return all present and past memberships of these sets, with their attendance."""
    was_there = Q(
        attendances__present_at__isnull=False,
        attendances__meeting__state=Meeting.State.ENDED,
    )
    counts = Q(on_rota_since=None) | Q(
        attendances__meeting__starts_at__gte=F("on_rota_since")
    )
    return (
        Membership.objects.filter(learning_set__in=sets)
        .select_related("user")
        .annotate(
            attended=Count("attendances", filter=was_there & counts),
            attended_ever=Count("attendances", filter=was_there),
            first_came=Min("attendances__meeting__starts_at", filter=was_there),
        )
        .order_by("joined_at", "pk")
    )


def held(sets: Collection[LearningSet]) -> dict[int, list[HeldMeeting]]:
    """Return the meetings that each set has held.

    If a meeting has no recorded parts, it counts as a turn of its facilitator.
    """
    came = Count("attendances", filter=Q(attendances__present_at__isnull=False))
    rows = (
        Meeting.objects.filter(learning_set__in=sets, state=Meeting.State.ENDED)
        .order_by()
        .values_list(
            "pk",
            "learning_set",
            "date",
            "starts_at",
            "facilitator",
            "facilitations__membership",
            "facilitations__tenths",
        )
        .annotate(came=came)
    )
    meetings: dict[int, HeldMeeting] = {}
    of_each: dict[int, list[HeldMeeting]] = defaultdict(list)
    for pk, of, date, starts_at, facilitator, part_of, tenths, visits in rows:
        if pk not in meetings:
            is_led = facilitator is not None
            meetings[pk] = HeldMeeting(date, starts_at, is_led, visits)
            of_each[of].append(meetings[pk])
        if part_of is not None:
            meetings[pk].tenths[part_of] = tenths
        elif facilitator is not None:
            meetings[pk].tenths[facilitator] = TURN
    return of_each


def _candidate(
    membership: AnnotatedMembership,
    everybody: Iterable[AnnotatedMembership],
    held: Iterable[HeldMeeting],
) -> rota.Candidate:
    began = membership.on_rota_since or membership.joined_at
    came = [each.first_came for each in everybody if each.first_came]
    is_newcomer = any(first < membership.joined_at for first in came)
    before = [each for each in held if each.starts_at < began]
    since = membership.on_rota_since
    mine = [each for each in held if since is None or each.starts_at >= since]
    whole = [each.date for each in held if each.tenths.get(membership.pk) == TURN]
    practice = rota.PRACTICE - membership.attended_ever if is_newcomer else 0
    return rota.Candidate(
        id=membership.pk,
        name=membership.name,
        joined=membership.joined_at,
        turns=Fraction(sum(each.tenths.get(membership.pk, 0) for each in mine), TURN),
        attended=membership.attended,
        last=max(whole, default=None),
        credit=rota.Credit.average(
            Fraction(sum(each.worth for each in before), TURN),
            sum(each.came for each in before),
            sum(first < began for first in came),
        ),
        practice=max(0, practice),
    )
