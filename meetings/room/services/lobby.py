"""Before the meeting: come in, choose who facilitates, begin."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.dates.services.moving import bring_forward
from meetings.formats.definitions import as_data
from meetings.formats.queries.choice import format_of, planned
from meetings.locking import commit_change, lock_meeting
from meetings.models import Attendance, Meeting
from meetings.permissions import (
    OPEN_BEFORE,
    STAND_IN_AFTER,
    may_steer,
    may_take_part,
    quorum,
)
from meetings.room.services import phase, turns
from meetings.rota.services import credit
from meetings.state import people_here
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def enter(meeting: Meeting, *, by: Membership) -> Meeting:
    """Come into the room, or back into it. A late member speaks last in the round.

    Raises `Stale` if the meeting is over. It is over too for a person who was not there,
    if nobody closed it in time: who looks in a week later did not attend.
    """
    meeting = lock_meeting(meeting, by=by)
    if not (meeting.is_scheduled or meeting.is_live):
        raise Stale(_("The meeting is over."))
    moment = shared_now()
    attendance, _is_new = Attendance.objects.get_or_create(
        meeting=meeting, membership=by
    )
    was_here = attendance.present_at is not None and not attendance.is_away
    if attendance.present_at is None and meeting.is_left_open(moment):
        raise Stale(_("This meeting is over: it was not closed. You can close it."))
    attendance.present_at = attendance.present_at or moment
    attendance.seen_at, attendance.is_away = moment, False
    attendance.save(update_fields=["present_at", "seen_at", "is_away"])
    if was_here:
        return meeting
    if meeting.is_live:
        turns.append(meeting, by)
    return commit_change(meeting, log=Verb.ROOM_ENTERED, by=by, about=attendance)


@transaction.atomic
def choose_facilitator(meeting: Meeting, *, by: Membership, who: Membership) -> Meeting:
    """Let a member who is here name the facilitator: the first thing a set does.

    The rota only proposes. Once the meeting is live, the role is handed over instead,
    unless the facilitator has left the set.
    """
    meeting = lock_meeting(meeting, by=by)
    require(may_take_part(by) and may_take_part(who))
    _check_open_to_choice(meeting)
    _check_here(meeting, by, who)
    if meeting.facilitator_id == who.pk:
        return meeting
    if meeting.is_live:
        credit.pass_on(meeting, who, shared_now())
    meeting.facilitator = who
    return commit_change(
        meeting, log=Verb.FACILITATOR_CHOSEN, by=by, fields=("facilitator",), about=who
    )


@transaction.atomic
def start(meeting: Meeting, *, by: Membership, short: bool = False) -> Meeting:
    """Begin, by the chosen facilitator: the phases are fixed and the clock runs.

    The facilitator may begin before the planned date; the meeting then counts as held, at
    its real hours. Members who looked in long ago and are not here now do not count. If
    too few came for a whole meeting (`NotAllowedYet`), they may hold a `short` one:
    report back and close (docs/domain.md#short-meetings).
    """
    meeting = lock_meeting(meeting, by=by)
    require(may_steer(by, meeting))
    if meeting.is_live:
        return meeting
    if not meeting.is_scheduled:
        raise Stale(_("This meeting is over."))
    moment = shared_now()
    _check_no_other_goes_on(meeting, moment)
    _forget_who_left(meeting, moment)
    form = format_of(meeting)
    here = people_here(meeting).filter(kind=Membership.Kind.MEMBER).count()
    if not short:
        _check_enough(meeting, here)
    meeting.is_short = short
    phases = planned(form, meeting, people=here)
    meeting.phases, meeting.format_name = as_data(phases), form.name
    meeting.state, meeting.started_at = Meeting.State.LIVE, moment
    entered = phase.enter(meeting, phases[0], moment)
    credit.begin(meeting, moment)
    if moment < meeting.starts_at - OPEN_BEFORE:
        entered += bring_forward(meeting, moment)
    fields = ("is_short", "phases", "format_name", "state", "started_at", *entered)
    return commit_change(meeting, log=Verb.MEETING_STARTED, by=by, fields=fields)


def _check_enough(meeting: Meeting, here: int) -> None:
    members = Membership.current.members_of(meeting.learning_set).count()
    if here < quorum(members):
        raise NotAllowedYet(
            _(
                "Too few people are here for a whole meeting. Hold a short one, or "
                "move it."
            )
        )


def _check_open_to_choice(meeting: Meeting) -> None:
    if meeting.is_live and meeting.facilitator and not meeting.facilitator.has_left:
        raise Stale(
            _("%(name)s is already facilitating.")
            % {"name": meeting.facilitator.first_name}
        )
    if not (meeting.is_scheduled or meeting.is_live):
        raise Stale(_("This meeting is over."))


def _check_here(meeting: Meeting, *people: Membership) -> None:
    here = set(people_here(meeting).values_list("pk", flat=True))
    for person in people:
        if person.pk not in here:
            raise NotAllowedYet(
                _("%(name)s is not here yet.") % {"name": person.first_name}
            )


def _check_no_other_goes_on(meeting: Meeting, moment: dt.datetime) -> None:
    """Raise `NotAllowedYet` while the set meets; a meeting that was left open is over."""
    for other in meeting.learning_set.meetings.filter(state=Meeting.State.LIVE):
        if other.is_now(moment):
            raise NotAllowedYet(
                _("Meeting %(number)d is still open. Close it first.")
                % {"number": other.number}
            )


def _forget_who_left(meeting: Meeting, moment: dt.datetime) -> None:
    gone = meeting.attendances.filter(seen_at__lt=moment - STAND_IN_AFTER)
    gone.update(present_at=None, is_away=False)
