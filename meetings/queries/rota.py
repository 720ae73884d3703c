"""Who facilitates the next meetings, with the sentence that says why (DESIGN §6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionlearning.lib.rows import HowMany
from meetings import rota
from meetings.models import Attendance, Meeting
from meetings.queries import meetings
from sets.models import LearningSet, Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Past(TypedDict):
        turns_done: int
        last_turn: dt.date | None
        attended: int
        prior_turns: int
        prior_attended: int
        prior_people: int

    Place = WithAnnotations[Membership, Past]


@dataclass(frozen=True)
class Duty:
    """One meeting ahead, who facilitates it, and why.

    `line` is everybody who may, in order: the first is the facilitator the rota
    proposes, the second the stand-in. `why` is one or two whole sentences.
    """

    meeting: Meeting
    facilitator: Membership | None
    why: str
    line: tuple[Membership, ...] = ()

    @property
    def stand_in(self) -> Membership | None:
        """Who takes over where the facilitator can’t."""
        others = [place for place in self.line if place != self.facilitator]
        return others[0] if others else None


def ahead(
    learning_set: LearningSet, count: int = 2, among: Iterable[Place] | None = None
) -> list[Duty]:
    """Return the next `count` meetings with their facilitators, in two queries.

    Who said "I can’t come" is passed over, and keeps their place. Each later meeting is
    computed as if the one before it had been facilitated as proposed; the sentences
    tell only what has really been done. `among` are candidates known already: then one
    query is enough.
    """
    coming, absent = _coming(learning_set, count)
    found = members(learning_set) if among is None else among
    places = {place.pk: place for place in found}
    candidates = [_candidate(place) for place in places.values()]
    why = {each.candidate.id: each.why for each in rota.order(candidates)}
    duties = []
    for meeting in coming:
        line = [each.candidate.id for each in rota.order(candidates)]
        duty = _duty(meeting, line, places, absent, why)
        candidates = rota.after(
            candidates,
            facilitator=duty.facilitator.pk if duty.facilitator else None,
            attended={pk for pk in places if (meeting.pk, pk) not in absent},
            on=meeting.date,
        )
        duties.append(duty)
    return duties


def _duty(
    meeting: Meeting,
    line: list[int],
    places: Mapping[int, Membership],
    absent: set[tuple[int, int]],
    why: Mapping[int, rota.Why],
) -> Duty:
    coming = [places[pk] for pk in line if (meeting.pk, pk) not in absent]
    if chosen := places.get(meeting.facilitator_id or 0):
        words = _("The set chose %(name)s.") % {"name": chosen.first_name}
        return Duty(meeting, chosen, words, tuple(coming))
    if not coming:
        return Duty(meeting, None, _("Nobody on the rota can come yet."))
    words = _sentences(coming[0], why[coming[0].pk], first=places[line[0]])
    return Duty(meeting, coming[0], words, tuple(coming))


def _sentences(person: Membership, why: rota.Why, *, first: Membership) -> str:
    fact = _sentence(why, person.first_name)
    if person == first:
        return fact
    cover = _("%(name)s covers: %(absent)s can’t come.") % {
        "name": person.first_name,
        "absent": first.first_name,
    }
    return f"{cover} {fact}"


def _sentence(why: rota.Why, name: str) -> str:
    """Return "Ama: 1 turn in 9 meetings, last on 3 March."."""
    if not why.meetings:
        return _("%(name)s: no turn yet.") % {"name": name}
    facts = {
        "name": name,
        "turns": ngettext("%(n)d turn", "%(n)d turns", why.turns) % {"n": why.turns},
        "meetings": ngettext("%(n)d meeting", "%(n)d meetings", why.meetings)
        % {"n": why.meetings},
    }
    if why.last is None:
        return _("%(name)s: no turn yet in %(meetings)s.") % facts
    facts["last"] = date_format(why.last, "j F")
    return _("%(name)s: %(turns)s in %(meetings)s, last on %(last)s.") % facts


def line(places: Iterable[Place]) -> list[int]:
    """Return the ids of candidates in the order in which it is their turn."""
    return [each.candidate.id for each in rota.order(map(_candidate, places))]


def candidates(places: Iterable[Place]) -> list[Place]:
    """Return those of a set who facilitate in turn."""
    return [place for place in places if place.is_member and place.on_rota]


def with_past(places: QuerySet[Any], learning_set: LearningSet) -> QuerySet[Place]:
    """Add to places of a set what each did there, and what came before them."""
    ended = Meeting.objects.filter(
        learning_set=learning_set, state=Meeting.State.ENDED
    ).order_by()
    turns = ended.filter(facilitator=OuterRef("pk"))
    seen = Attendance.objects.filter(
        meeting__learning_set=learning_set,
        meeting__state=Meeting.State.ENDED,
        present_at__isnull=False,
    ).values("membership")
    before = seen.filter(meeting__starts_at__lt=OuterRef("joined_at"))
    led = ended.filter(facilitator__isnull=False, starts_at__lt=OuterRef("joined_at"))
    annotated = places.annotate(
        turns_done=HowMany(turns.values("pk")),
        last_turn=Subquery(turns.order_by("-date").values("date")[:1]),
        attended=HowMany(seen.filter(membership=OuterRef("pk"))),
        prior_turns=HowMany(led.values("pk")),
        prior_attended=HowMany(before),
        prior_people=HowMany(before.distinct()),
    )
    return cast("QuerySet[Place]", annotated)


def members(learning_set: LearningSet) -> QuerySet[Place]:
    """Return the members on the rota, each with what they did and what came before."""
    places = Membership.current.filter(
        learning_set=learning_set, kind=Membership.Kind.MEMBER, on_rota=True
    ).select_related("user")
    return with_past(places, learning_set).order_by("joined_at", "pk")


def _candidate(place: Place) -> rota.Candidate:
    return rota.Candidate(
        id=place.pk,
        name=place.name,
        joined=place.joined_at,
        turns=place.turns_done,
        attended=place.attended,
        last=place.last_turn,
        credit=rota.Credit.average(
            place.prior_turns, place.prior_attended, place.prior_people
        ),
    )


def _coming(
    learning_set: LearningSet, count: int
) -> tuple[list[Meeting], set[tuple[int, int]]]:
    """Return the next meetings, and (meeting, membership) for each "I can’t come"."""
    cannot = Q(attendances__reply=Attendance.Reply.CANNOT)
    rows = (
        Meeting.objects.filter(pk__in=meetings.ahead(learning_set).values("pk")[:count])
        .annotate(
            cannot=FilteredRelation("attendances", condition=cannot),
            absent=F("cannot__membership_id"),
        )
        .order_by("starts_at", "pk")
    )
    coming = {row.pk: row for row in rows}
    absent = {(row.pk, row.absent) for row in rows if row.absent}
    return list(coming.values()), absent


def facilitators(learning_set: LearningSet) -> list[tuple[dt.date, str]]:
    """Return who facilitated each past meeting, the latest first."""
    rows = meetings.held(learning_set).filter(facilitator__isnull=False)
    return [
        (meeting.date, meeting.facilitator.name)
        for meeting in rows.select_related("facilitator__user")
        if meeting.facilitator
    ]
