"""The proposed times of a poll, as one viewer sees them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import span
from meetings.dates.fair_hours import happens, strain
from meetings.dates.queries.additional import LONGEST
from meetings.dates.queries.hours import early_or_late, set_clock
from meetings.models import Meeting, Poll, ProposedTime
from meetings.permissions import may_end_poll
from sets.models import Membership


@dataclass(frozen=True)
class TimeLine:
    """One proposed time by the viewer's clock, and who can come.

    `clash` and `my_strain` are about the viewer; only a decider gets `hard_for`. `is_twice`
    if the set's clock shows the hour twice that night: the first one is meant.
    """

    pk: int
    when: str
    set_time: str
    mine: str
    my_strain: str
    clash: str
    taken: str
    hard_for: list[str]
    yes: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)
    is_best: bool = False
    is_past: bool = False
    is_chosen: bool = False
    is_twice: bool = False

    @property
    def able(self) -> int:
        """The number of people who can come."""
        return len(self.yes) + len(self.maybe)

    @property
    def can_be(self) -> bool:
        """Whether the set can meet then."""
        return not (self.is_past or self.taken)


@dataclass(frozen=True)
class InTheWay:
    """Meetings at the proposed times: the viewer's in other sets, and the set's own."""

    clashes: Mapping[int, str]
    taken: Mapping[int, str]


def line(
    time: ProposedTime,
    poll: Poll,
    me: Membership,
    memberships: Sequence[Membership],
    answers: Mapping[int, str],
    others: InTheWay,
    *,
    best: int | None,
) -> TimeLine:
    """Return one time of `poll` as `me` sees it."""
    zone, length = me.user.known_zone, dt.timedelta(minutes=poll.minutes)
    found = TimeLine(
        pk=time.pk,
        when=span(time.starts_at, time.starts_at + length, now=now(), zone=zone),
        set_time=set_clock(time.starts_at, length, zone, poll.zone),
        mine=answers.get(me.pk, ""),
        my_strain=early_or_late(strain(time.starts_at, poll.minutes, zone)),
        clash=others.clashes.get(time.pk, ""),
        taken=others.taken.get(time.pk, ""),
        hard_for=_hard_for(time, poll, me, memberships),
        is_best=time.pk == best,
        is_past=time.starts_at <= now(),
        is_chosen=time.pk == poll.chosen_id,
        is_twice=happens(time.date, time.time, poll.zone) == "twice",
    )
    said = {"yes": found.yes, "maybe": found.maybe, "no": found.no}
    for membership in memberships:
        if membership.pk in answers:
            said[answers[membership.pk]].append(membership.first_name)
    return found


def in_the_way(me: Membership, poll: Poll, times: Sequence[ProposedTime]) -> InTheWay:
    """Return the meetings at these times, in one query.

    Only the viewer sees their meetings with other sets.
    """
    clashes: dict[int, str] = {}
    taken: dict[int, str] = {}
    length = dt.timedelta(minutes=poll.minutes)
    for other in _meetings(me, times, length):
        for time in times:
            ends_at = time.starts_at + length
            if other.starts_at >= ends_at or other.ends_at <= time.starts_at:
                continue
            if other.learning_set_id != me.learning_set_id:
                names = {"set": other.learning_set.name}
                clashes[time.pk] = _("You are meeting with %(set)s then.") % names
            elif other.pk != poll.meeting_id:
                number = {"number": other.number}
                taken[time.pk] = _("Meeting %(number)d is at that time.") % number
    return InTheWay(clashes, taken)


def _meetings(
    me: Membership, times: Sequence[ProposedTime], length: dt.timedelta
) -> list[Meeting]:
    if not times:
        return []
    memberships = Membership.current.filter(user=me.user)
    found = Meeting.objects.filter(
        learning_set__in=memberships.values("learning_set"),
        state__in=[Meeting.State.SCHEDULED, Meeting.State.LIVE],
        starts_at__gt=times[0].starts_at - LONGEST,
        starts_at__lt=times[-1].starts_at + length,
    )
    return list(found.select_related("learning_set"))


def _hard_for(
    time: ProposedTime, poll: Poll, me: Membership, memberships: Sequence[Membership]
) -> list[str]:
    """Return "early for Priya (06:30)" for each other member, if `me` may decide."""
    if not may_end_poll(me, poll):
        return []
    found = []
    for membership in memberships:
        zone = membership.user.known_zone
        hard = strain(time.starts_at, poll.minutes, zone)
        names = {
            "name": membership.first_name,
            "time": f"{local(time.starts_at, zone):%H:%M}",
        }
        if hard and membership != me:
            words = (
                _("early for %(name)s (%(time)s)")
                if hard.is_early
                else _("late for %(name)s (%(time)s)")
            )
            found.append(words % names)
    return found
