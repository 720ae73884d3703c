"""Who facilitates the next meetings, with the sentence that says why.

See docs/domain.md#rota.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings import selectors as meetings
from meetings.models import Meeting
from meetings.rota import order as rota
from meetings.rota.order import Reason
from meetings.rota.queries import (
    answers as rota_said,
    past as rota_past,
    reasons as rota_words,
)
from meetings.rota.queries.answers import Offer, Talk
from meetings.rota.queries.past import Line
from sets.models import LearningSet, Membership


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
        others = [
            membership for membership in self.line if membership != self.facilitator
        ]
        return others[0] if others else None

    @property
    def is_settled(self) -> bool:
        """Whether the set has chosen in the room: swaps and declines come too late."""
        return self.meeting.facilitator_id is not None or not self.meeting.is_scheduled

    def may_take(self, membership: Membership) -> bool:
        """Whether this turn is offered to `place`, who could take it."""
        offer = self.offer
        if offer is None or membership.pk == offer.giver or membership not in self.line:
            return False
        return offer.asked in {None, membership.pk}

    def asks(self, membership: Membership) -> bool:
        """Whether it is offered to `place` by name, and not to anyone."""
        by_name = self.offer is not None and self.offer.asked == membership.pk
        return by_name and self.may_take(membership)


def ahead(
    learning_set: LearningSet, count: int = 2, among: Line | None = None
) -> list[Duty]:
    """Return the next `count` meetings with their facilitators, in three queries.

    `among` is the line where it is known already: then one query is enough.
    """
    line = rota_past.line(learning_set) if among is None else among
    return _duties(rota_said.ahead(learning_set, count), line)


def duty_at(meeting: Meeting, count: int = 3) -> Duty | None:
    """Return whose turn a meeting is, if it is among the set's next `count`."""
    duties = ahead(meeting.learning_set, count)
    return next((duty for duty in duties if duty.meeting == meeting), None)


def ahead_of(
    sets: Collection[LearningSet], count: int = 2
) -> dict[LearningSet, list[Duty]]:
    """Return the same of each of these sets, in three queries however many there are."""
    talks, lines = rota_said.ahead_of(sets, count), rota_past.lines(sets)
    return {each: _duties(talks[each], lines[each]) for each in sets}


def _duties(talks: Iterable[Talk], line: Line) -> list[Duty]:
    """Propose a facilitator for each meeting, the nearest first.

    Each later meeting is computed as if the one before it had been facilitated as
    proposed; the sentences tell only what has really been done.
    """
    memberships = {membership.pk: membership for membership in line}
    candidates = list(line.values())
    why = {each.candidate.id: each.why for each in rota.order(candidates)}
    duties = []
    for talk in talks:
        duty = _duty(talk, rota.propose(candidates, talk.said), memberships, why)
        candidates = rota.after(
            candidates,
            facilitator=duty.facilitator.pk if duty.facilitator else None,
            attended=memberships.keys() - talk.absent,
            on=talk.meeting.date,
        )
        duties.append(duty)
    return duties


def _duty(
    talk: Talk,
    found: rota.Proposal,
    memberships: Mapping[int, Membership],
    why: Mapping[int, rota.Why],
) -> Duty:
    proposed = memberships.get(found.facilitator or 0)
    chosen = memberships.get(talk.meeting.facilitator_id or 0)
    words = rota_words.proposal(found, memberships, why)
    if chosen:
        words = _("The set chose %(name)s.") % {"name": chosen.first_name}
    offer = talk.offer
    stands = offer and offer.giver == found.facilitator and not chosen
    return Duty(
        meeting=talk.meeting,
        facilitator=chosen or proposed,
        why=words,
        line=tuple(memberships[pk] for pk in found.line),
        proposed=proposed,
        reason=found.reason,
        instead_of=memberships.get(found.instead_of or 0),
        learning=rota_words.learning(found, memberships),
        offer=offer if stands else None,
        declined=frozenset(talk.declined),
    )


def in_turn(line: Line) -> list[int]:
    """Return the ids of a line in the order in which it is their turn."""
    return list(rota.propose(line.values()).line)


def facilitators(learning_set: LearningSet) -> list[tuple[dt.date, str]]:
    """Return who facilitated each past meeting, the latest first."""
    rows = meetings.held(learning_set).filter(facilitator__isnull=False)
    return [
        (meeting.date, meeting.facilitator.name)
        for meeting in rows.select_related("facilitator__user")
        if meeting.facilitator
    ]
