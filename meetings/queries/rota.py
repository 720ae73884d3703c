"""Who facilitates the next meetings, with the sentence that says why.

See docs/domain.md#rota.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from actionlearning.lib.prepared import Prepared
from actionlearning.lib.rows import HowMany
from actionlearning.lib.together import Together
from meetings import rota
from meetings.models import Attendance, Facilitation, Meeting
from meetings.models.facilitation import TURN
from meetings.queries import meetings, rota_said, rota_words
from meetings.queries.rota_said import Offer, Talk
from meetings.rota import Reason
from sets.models import LearningSet, Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Past(TypedDict):
        turns_done: int
        tenths_done: int
        last_turn: dt.date | None
        attended: int
        attended_ever: int
        came_later: bool
        prior_turns: int
        prior_tenths: int
        prior_attended: int
        prior_people: int

    Place = WithAnnotations[Membership, Past]

ALWAYS = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  #: before any meeting of any set


@dataclass(frozen=True)
class Duty:
    """One meeting ahead, who facilitates it, and why.

    `proposed` is whom the rota proposes, `facilitator` whom the set chose instead, where
    it did. `line` is everybody who may, in order: the first is proposed, the second the
    stand-in. `why` is one or two whole sentences; `learning` says what newcomers do.
    """

    meeting: Meeting
    facilitator: Membership | None
    why: str
    line: tuple[Membership, ...] = ()
    proposed: Membership | None = None
    reason: Reason = Reason.TURN
    instead_of: Membership | None = None
    learning: tuple[str, ...] = ()
    offer: Offer | None = None
    declined: frozenset[int] = frozenset()

    @property
    def stand_in(self) -> Membership | None:
        """Who takes over where the facilitator can’t."""
        others = [place for place in self.line if place != self.facilitator]
        return others[0] if others else None

    @property
    def is_settled(self) -> bool:
        """Whether the set has chosen in the room: swaps and declines come too late."""
        return self.meeting.facilitator_id is not None or not self.meeting.is_scheduled

    def may_take(self, place: Membership) -> bool:
        """Whether this turn is offered to `place`, who could take it."""
        offer = self.offer
        if offer is None or place.pk == offer.giver or place not in self.line:
            return False
        return offer.asked in {None, place.pk}

    def asks(self, place: Membership) -> bool:
        """Whether it is offered to `place` by name, and not to anyone."""
        by_name = self.offer is not None and self.offer.asked == place.pk
        return by_name and self.may_take(place)


def ahead(
    learning_set: LearningSet, count: int = 2, among: Iterable[Place] | None = None
) -> list[Duty]:
    """Return the next `count` meetings with their facilitators, in two queries.

    Each later meeting is computed as if the one before it had been facilitated as
    proposed; the sentences tell only what has really been done. `among` are candidates
    known already: then one query is enough.
    """
    talks = rota_said.ahead(learning_set, count)
    found = (candidates_of(learning_set) or []) if among is None else among
    places = {place.pk: place for place in found}
    candidates = [_candidate(place) for place in places.values()]
    why = {each.candidate.id: each.why for each in rota.order(candidates)}
    duties = []
    for talk in talks:
        duty = _duty(talk, rota.propose(candidates, talk.said), places, why)
        candidates = rota.after(
            candidates,
            facilitator=duty.facilitator.pk if duty.facilitator else None,
            attended=places.keys() - talk.absent,
            on=talk.meeting.date,
        )
        duties.append(duty)
    return duties


def _duty(
    talk: Talk,
    found: rota.Proposal,
    places: Mapping[int, Membership],
    why: Mapping[int, rota.Why],
) -> Duty:
    proposed = places.get(found.facilitator or 0)
    chosen = places.get(talk.meeting.facilitator_id or 0)
    words = rota_words.proposal(found, places, why)
    if chosen:
        words = _("The set chose %(name)s.") % {"name": chosen.first_name}
    offer = talk.offer
    stands = offer and offer.giver == found.facilitator and not chosen
    return Duty(
        meeting=talk.meeting,
        facilitator=chosen or proposed,
        why=words,
        line=tuple(places[pk] for pk in found.line),
        proposed=proposed,
        reason=found.reason,
        instead_of=places.get(found.instead_of or 0),
        learning=rota_words.learning(found, places),
        offer=offer if stands else None,
        declined=frozenset(talk.declined),
    )


def line(places: Iterable[Place]) -> list[int]:
    """Return the ids of candidates in the order in which it is their turn."""
    return list(rota.propose(map(_candidate, places)).line)


def candidates(places: Iterable[Place]) -> list[Place]:
    """Return those of a set who facilitate in turn."""
    return [place for place in places if place.is_member and place.on_rota]


def with_past(
    places: QuerySet[Any], learning_set: LearningSet | OuterRef | int
) -> QuerySet[Place]:
    """Add to places of a set what each did there, and what came before them.

    Who stepped out of the rota and came back begins anew with the average, like a
    newcomer, but without practice.
    """
    mine = OuterRef("pk")
    ended = Meeting.objects.filter(
        learning_set=learning_set, state=Meeting.State.ENDED
    ).order_by()
    whole = Q(facilitator=mine, facilitations=None) | Q(
        facilitations__membership=mine, facilitations__tenths=TURN
    )
    counted = ended.filter(starts_at__gte=OuterRef("counts_from"))
    parts = Facilitation.objects.filter(
        meeting__learning_set=learning_set, meeting__state=Meeting.State.ENDED
    ).exclude(tenths=TURN)
    seen = Attendance.objects.filter(
        meeting__learning_set=learning_set,
        meeting__state=Meeting.State.ENDED,
        present_at__isnull=False,
    ).values("membership")
    seen_since = seen.filter(meeting__starts_at__gte=OuterRef("counts_from"))
    before = seen.filter(meeting__starts_at__lt=OuterRef("rota_from"))
    led = ended.filter(facilitator__isnull=False, starts_at__lt=OuterRef("rota_from"))
    annotated = places.annotate(
        counts_from=Coalesce("on_rota_since", Value(ALWAYS)),
        rota_from=Coalesce("on_rota_since", "joined_at"),
    ).annotate(
        turns_done=HowMany(counted.filter(whole).values("pk")),
        tenths_done=_tenths(
            parts.filter(
                membership=mine, meeting__starts_at__gte=OuterRef("counts_from")
            )
        ),
        last_turn=Subquery(ended.filter(whole).order_by("-date").values("date")[:1]),
        attended=HowMany(seen_since.filter(membership=mine)),
        attended_ever=HowMany(seen.filter(membership=mine)),
        came_later=Exists(seen.filter(meeting__starts_at__lt=OuterRef("joined_at"))),
        prior_turns=HowMany(led.values("pk")),
        prior_tenths=_tenths(
            parts.filter(meeting__starts_at__lt=OuterRef("rota_from"))
        ),
        prior_attended=HowMany(before),
        prior_people=HowMany(before.distinct()),
    )
    return cast("QuerySet[Place]", annotated)


def _tenths(parts: QuerySet[Facilitation]) -> Coalesce:
    """Add up parts of turns, as a column; 0 where there are none."""
    all_of_them = parts.order_by().annotate(one=Value(1)).values("one")
    total = all_of_them.annotate(total=Sum("tenths")).values("total")
    return Coalesce(Subquery(total), Value(0))


def members(learning_set: LearningSet) -> QuerySet[Place]:
    """Return the members on the rota, each with what they did and what came before."""
    return _members([learning_set], learning_set)


@Together
def candidates_of(sets: Collection[LearningSet]) -> dict[LearningSet, list[Place]]:
    """Return the same of a set, fetched; of one set without writing the query anew."""
    if len(sets) == 1:
        return {each: _OF_ONE.objects(learning_set=each.pk) for each in sets}
    of_each: dict[int, list[Place]] = defaultdict(list)
    for place in _members(sets, OuterRef("learning_set")):
        of_each[place.learning_set_id].append(place)
    return {learning_set: of_each[learning_set.pk] for learning_set in sets}


def _members(
    sets: Collection[LearningSet | int], of: LearningSet | OuterRef | int
) -> QuerySet[Place]:
    places = Membership.current.filter(
        learning_set__in=sets, kind=Membership.Kind.MEMBER, on_rota=True
    ).select_related("user")
    return with_past(places, of).order_by("joined_at", "pk")


def _of_one(learning_set: int) -> QuerySet[Place]:
    return _members([learning_set], learning_set)


_OF_ONE: Prepared[Place] = Prepared(_of_one, learning_set=-505505)


def _candidate(place: Place) -> rota.Candidate:
    practice = rota.PRACTICE - place.attended_ever if place.came_later else 0
    return rota.Candidate(
        id=place.pk,
        name=place.name,
        joined=place.joined_at,
        turns=place.turns_done + Fraction(place.tenths_done, TURN),
        attended=place.attended,
        last=place.last_turn,
        credit=rota.Credit.average(
            place.prior_turns + Fraction(place.prior_tenths, TURN),
            place.prior_attended,
            place.prior_people,
        ),
        practice=max(0, practice),
    )


def facilitators(learning_set: LearningSet) -> list[tuple[dt.date, str]]:
    """Return who facilitated each past meeting, the latest first."""
    rows = meetings.held(learning_set).filter(facilitator__isnull=False)
    return [
        (meeting.date, meeting.facilitator.name)
        for meeting in rows.select_related("facilitator__user")
        if meeting.facilitator
    ]
