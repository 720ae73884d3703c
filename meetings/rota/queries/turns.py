"""The facilitators of the next meetings, each with a sentence on why.

See docs/domain.md#rota.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings import selectors as meetings
from meetings.models import Meeting
from meetings.rota import order as rota
from meetings.rota.order import Reason
from meetings.rota.queries import answers, past, reasons
from meetings.rota.queries.answers import MeetingReplies, Offer
from meetings.rota.queries.past import Candidates
from sets.models import LearningSet, Membership


@dataclass(frozen=True)
class Duty:
    """One meeting ahead, its facilitator, and why.

    `proposed` is the rota's proposal. `facilitator` is the same person, unless the set
    chose another. `line` is everybody who may facilitate, in order: the first is
    proposed, the second is the stand-in. `why` is one or two whole sentences;
    `learning` says what newcomers do.
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
        """The next in line, who takes over if the facilitator can’t."""
        others = [
            membership for membership in self.line if membership != self.facilitator
        ]
        return others[0] if others else None

    @property
    def is_settled(self) -> bool:
        """Whether the set has chosen in the room: swaps and declines come too late."""
        return self.meeting.facilitator_id is not None or not self.meeting.is_scheduled

    def may_take(self, membership: Membership) -> bool:
        """Whether this turn is offered to `membership`, who could take it."""
        offer = self.offer
        if offer is None or membership.pk == offer.giver or membership not in self.line:
            return False
        return offer.asked in {None, membership.pk}

    def asks(self, membership: Membership) -> bool:
        """Whether it is offered to `membership` by name, and not to anyone."""
        by_name = self.offer is not None and self.offer.asked == membership.pk
        return by_name and self.may_take(membership)


@dataclass(frozen=True)
class Rota:
    """The facts from which the duties of a set are computed, in no language yet."""

    replies: Sequence[MeetingReplies]
    candidates: Candidates

    def duties(self) -> list[Duty]:
        """Return the duties, in words of the active language; costs no query."""
        return _duties(self.replies, self.candidates)


def ahead(
    learning_set: LearningSet, count: int = 2, among: Candidates | None = None
) -> list[Duty]:
    """Return the next `count` meetings with their facilitators, in three queries.

    `among` are the candidates if they are known already: then one query is enough.
    """
    candidates = past.candidates(learning_set) if among is None else among
    return _duties(answers.ahead(learning_set, count), candidates)


def duty_at(meeting: Meeting, count: int = 3) -> Duty | None:
    """Return the duty of a meeting, if it is among the set's next `count`."""
    duties = ahead(meeting.learning_set, count)
    return next((duty for duty in duties if duty.meeting == meeting), None)


def ahead_of(
    sets: Collection[LearningSet], count: int = 2
) -> dict[LearningSet, list[Duty]]:
    """Return the duties of each of these sets, in three queries for any number of sets."""
    return {of: each.duties() for of, each in rotas_of(sets, count).items()}


def rotas_of(sets: Collection[LearningSet], count: int) -> dict[LearningSet, Rota]:
    """Return the rota of each of these sets, in three queries for any number of sets."""
    replies = answers.ahead_of(sets, count)
    candidates = past.candidates_of(sets)
    return {each: Rota(replies[each], candidates[each]) for each in sets}


def _duties(replies: Iterable[MeetingReplies], candidates: Candidates) -> list[Duty]:
    """Propose a facilitator for each meeting, the nearest first.

    Each later meeting is computed as if the one before it had been facilitated as
    proposed; the sentences tell only of past meetings.
    """
    memberships = {membership.pk: membership for membership in candidates}
    line = list(candidates.values())
    why = {each.candidate.id: each.why for each in rota.order(line)}
    duties = []
    for each in replies:
        duty = _duty(each, rota.propose(line, each.said), memberships, why)
        line = rota.after(
            line,
            facilitator=duty.facilitator.pk if duty.facilitator else None,
            attended=memberships.keys() - each.absent,
            on=each.meeting.date,
        )
        duties.append(duty)
    return duties


def _duty(
    replies: MeetingReplies,
    found: rota.Proposal,
    memberships: Mapping[int, Membership],
    why: Mapping[int, rota.Why],
) -> Duty:
    proposed = memberships.get(found.facilitator or 0)
    chosen = memberships.get(replies.meeting.facilitator_id or 0)
    words = reasons.proposal(found, memberships, why)
    if chosen:
        words = _("The set chose %(name)s.") % {"name": chosen.first_name}
    offer = replies.offer
    stands = offer and offer.giver == found.facilitator and not chosen
    return Duty(
        meeting=replies.meeting,
        facilitator=chosen or proposed,
        why=words,
        line=tuple(memberships[pk] for pk in found.line),
        proposed=proposed,
        reason=found.reason,
        instead_of=memberships.get(found.instead_of or 0),
        learning=reasons.learning(found, memberships),
        offer=offer if stands else None,
        declined=frozenset(replies.declined),
    )


def in_turn(candidates: Candidates) -> list[int]:
    """Return the ids of candidates in the order in which it is their turn."""
    return list(rota.propose(candidates.values()).line)


def facilitators(learning_set: LearningSet) -> list[tuple[dt.date, str]]:
    """Return the date and the facilitator of each past meeting, the latest first."""
    rows = meetings.held(learning_set).filter(facilitator__isnull=False)
    return [
        (meeting.date, meeting.facilitator.name)
        for meeting in rows.select_related("facilitator__user")
        if meeting.facilitator
    ]
