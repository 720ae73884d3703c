"""Hand the meeting over. The role never moves by itself (domain.md#dropping-out)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Meeting
from meetings.permissions import (
    ANYBODY_AFTER,
    STAND_IN_AFTER,
    may_steer,
    may_take_back,
    may_take_over,
    may_take_part,
)
from meetings.rota.queries import turns as rota
from meetings.rota.services import credit
from meetings.state import current_presenter, people_here
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

GONE = dt.timedelta.max


@transaction.atomic
def hand_over(meeting: Meeting, *, by: Membership, to: Membership) -> Meeting:
    """Hand the facilitator's role over to another member who is here."""
    meeting = lock_live_meeting(meeting, by=by)
    if meeting.facilitator_id == to.pk:
        return meeting
    require(may_steer(by, meeting) and may_take_part(to))
    if not people_here(meeting).filter(pk=to.pk).exists():
        raise NotAllowedYet(_("%(name)s is not here yet.") % {"name": to.first_name})
    _check_does_not_present(meeting, to)
    return _facilitates(meeting, to, Verb.FACILITATOR_HANDED_OVER, by=by)


@transaction.atomic
def take_over(meeting: Meeting, *, by: Membership) -> Meeting:
    """Take the role from a facilitator whose browser has gone silent.

    The stand-in and the coordinator may do so after 60 seconds, any other member after
    120. Raises `Stale` while the facilitator is here, and `NotAllowedYet` while it is
    too early.
    """
    meeting = lock_live_meeting(meeting, by=by)
    if meeting.facilitator_id == by.pk:
        return meeting
    require(may_take_part(by))
    _check_does_not_present(meeting, by)
    gone = _gone_for(meeting)
    if gone < STAND_IN_AFTER:
        raise Stale(_("%(name)s is here.") % {"name": _name(meeting)})
    if not may_take_over(by, gone, stand_in_id(meeting)):
        raise NotAllowedYet(
            _("Anybody can take over once %(name)s has been away for two minutes.")
            % {"name": _name(meeting)}
        )
    return _facilitates(meeting, by, Verb.FACILITATOR_TAKEN_OVER, by=by)


@transaction.atomic
def take_back(meeting: Meeting, *, by: Membership) -> Meeting:
    """Take the role back after handing it over or losing it.

    Raises `NotAllowedYet` in one's own airtime.
    """
    meeting = lock_live_meeting(meeting, by=by)
    if meeting.facilitator_id == by.pk:
        return meeting
    require(may_take_back(by, meeting, presenters=()))
    _check_does_not_present(meeting, by)
    return _facilitates(meeting, by, Verb.FACILITATOR_TAKEN_BACK, by=by)


def stand_in_id(meeting: Meeting) -> int | None:
    """Return the next member on the rota after the present facilitator."""
    duties = rota.ahead(meeting.learning_set, count=1)
    line = duties[0].line if duties else ()
    return next((m.pk for m in line if m.pk != meeting.facilitator_id), None)


def _gone_for(meeting: Meeting) -> dt.timedelta:
    facilitator = meeting.facilitator
    if facilitator is None or facilitator.has_left:
        return GONE
    seen_at = (
        meeting.attendances.filter(membership=facilitator)
        .values_list("seen_at", flat=True)
        .first()
    )
    return shared_now() - seen_at if seen_at else ANYBODY_AFTER


def _check_does_not_present(meeting: Meeting, who: Membership) -> None:
    if current_presenter(meeting) == who:
        raise NotAllowedYet(
            _("%(name)s is presenting, so somebody else facilitates these questions.")
            % {"name": who.first_name}
        )


def _facilitates(
    meeting: Meeting, who: Membership, verb: Verb, *, by: Membership
) -> Meeting:
    """Give `who` the role. The previous facilitator may take it back, but only once."""
    credit.pass_on(meeting, who, shared_now())
    before = None if who.pk == meeting.returns_to_id else meeting.facilitator
    meeting.returns_to = before if before and not before.has_left else None
    meeting.facilitator = who
    fields = ("facilitator", "returns_to")
    return commit_change(meeting, log=verb, by=by, fields=fields, about=who)


def _name(meeting: Meeting) -> str:
    return meeting.facilitator.first_name if meeting.facilitator else ""
