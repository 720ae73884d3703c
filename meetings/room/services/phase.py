"""Move a meeting through its phases, and control its clock, by the facilitator.

The clock never moves a phase: in overtime it counts on. It is the database's clock.
"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import milliseconds, now, shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.services import notify
from meetings.dates.services.schedule import materialise
from meetings.formats.definitions import Phase, as_data, from_data
from meetings.formats.phases import after, before
from meetings.locking import (
    commit_change,
    lock_live_meeting,
    lock_meeting,
    lock_steered_meeting,
)
from meetings.models import Bid, Meeting, Turn
from meetings.permissions import may_abandon, may_close_as_held
from meetings.room.queries.ended import over_at
from meetings.room.queries.time import lend, pace_of
from meetings.room.services import asking, slips, turns
from meetings.rota.services import credit
from meetings.state import current_phase, current_presenter
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

CLOCK = ("phase_started_at", "phase_ends_at", "left_ms")
ENDS = {
    Verb.MEETING_ENDED: Meeting.State.ENDED,
    Verb.MEETING_CLOSED_LATE: Meeting.State.ENDED,
    Verb.MEETING_ABANDONED: Meeting.State.ABANDONED,
}
CHECK = ("check_asked_at", "check_began_at")
WRAP_UP_FOR = dt.timedelta(days=2)  #: a wrap-up that comes later is of no use
MILLISECOND = dt.timedelta(milliseconds=1)


@transaction.atomic
def advance(meeting: Meeting, *, by: Membership, seen: str) -> Meeting:
    """Go on to the next phase.

    Raises `Stale` if the meeting has left the phase `seen`, so that two "next" at once
    advance once. Raises `NotAllowedYet` while a choice is missing.
    """
    meeting = _steered(meeting, by=by, seen=seen)
    presenters = _presenters(meeting)
    following = after(from_data(meeting.phases), meeting.phase, slots=presenters)
    if following is None:
        raise NotAllowedYet(_("This is the last phase: close the meeting instead."))
    if current_phase(meeting).kind == "decide" and not presenters:
        _check_nobody_bids(meeting)
    if presenters.get(following.slot) == by.pk:
        raise NotAllowedYet(
            _("You are presenting. Hand over first, so that somebody else facilitates.")
        )
    return _go(meeting, following, Verb.PHASE_ADVANCED, by=by)


@transaction.atomic
def back(meeting: Meeting, *, by: Membership, seen: str) -> Meeting:
    """Return to the phase before, with its full time. Raises `Stale` like `advance`."""
    meeting = _steered(meeting, by=by, seen=seen)
    presenters = _presenters(meeting)
    earlier = before(from_data(meeting.phases), meeting.phase, slots=presenters)
    if earlier is None:
        raise NotAllowedYet(_("This is the first phase."))
    return _go(meeting, earlier, Verb.PHASE_RETURNED, by=by)


@transaction.atomic
def extend(meeting: Meeting, *, by: Membership, minutes: int, seen_end: str) -> Meeting:
    """Add minutes to the time left, or from now on if the time is over.

    The minutes come from the reserve and from phases still to come (`phases.borrow`),
    in the meeting's own copy of its phases. `seen_end` is the `clock_mark` that the
    caller saw. Raises `Stale` if it is another by now.
    """
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.clock_mark != seen_end:
        raise Stale(_("The clock has already been changed."))
    more, moment = dt.timedelta(minutes=minutes), shared_now()
    pace = pace_of(meeting, from_data(meeting.phases), _presenters(meeting))
    if pace:
        meeting.phases = as_data(lend(pace, minutes, milliseconds(moment))[0])
    if meeting.left_ms is not None:
        meeting.left_ms = max(meeting.left_ms, 0) + more // MILLISECOND
    else:
        meeting.phase_ends_at = max(meeting.phase_ends_at or moment, moment) + more
    return commit_change(
        meeting, log=Verb.CLOCK_EXTENDED, by=by, fields=("phases", *CLOCK)
    )


@transaction.atomic
def pause(meeting: Meeting, *, by: Membership) -> Meeting:
    """Stop the phase's clock and the speaker's; the time left stays."""
    meeting = lock_steered_meeting(meeting, by=by)
    if not stop_clock(meeting):
        return meeting
    return commit_change(meeting, log=Verb.CLOCK_PAUSED, by=by, fields=CLOCK)


@transaction.atomic
def resume(meeting: Meeting, *, by: Membership) -> Meeting:
    """Let the clock go on; this ends a process check."""
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.left_ms is None:
        return meeting
    moment = shared_now()
    meeting.phase_ends_at = moment + meeting.left_ms * MILLISECOND
    meeting.left_ms = meeting.check_began_at = None
    _let_speak_on(meeting, moment)
    return commit_change(
        meeting, log=Verb.CLOCK_RESUMED, by=by, fields=(*CHECK, *CLOCK)
    )


def close(meeting: Meeting, *, by: Membership, seen: str) -> Meeting:
    """End the meeting: it becomes the record, and everybody gets their wrap-up.

    Everything that only served the room is deleted: paper, withdrawn bids and the
    floor. A bid that was not chosen is visible to its owner alone. From now on the
    process review belongs to the set. Raises `Stale` like `advance`. If it is closed long
    after its planned end, it ended with the last thing that happened in it.
    """
    with transaction.atomic():
        meeting = _steered(meeting, by=by, seen=seen)
        meeting = _settle(meeting, Verb.MEETING_ENDED, by=by)
    # A transaction of its own: it locks the set, which others lock before a membership.
    materialise(now(), only=meeting.learning_set)
    return meeting


def close_as_held(meeting: Meeting, *, by: Membership) -> Meeting:
    """Close a meeting that nobody closed in time, as `close` does; anybody may do so.

    Doing so twice changes nothing. Raises `NotAllowedYet` before the meeting and while it
    goes on, and `Stale` if it did not come to be held.
    """
    with transaction.atomic():
        meeting = lock_meeting(meeting, by=by)
        require(by.learning_set_id == meeting.learning_set_id)
        if meeting.is_ended:
            return meeting
        if not (meeting.is_scheduled or meeting.is_live):
            raise Stale(_("The meeting is over."))
        if not may_close_as_held(by, meeting, shared_now()):
            raise NotAllowedYet(_("Whoever facilitates closes it, in the room."))
        meeting = _settle(meeting, Verb.MEETING_CLOSED_LATE, by=by)
    materialise(now(), only=meeting.learning_set)
    return meeting


@transaction.atomic
def abandon(meeting: Meeting, *, by: Membership) -> Meeting:
    """End a live meeting before its end: no wrap-up, no turn on the rota.

    The facilitator may do so, or any member once nobody has closed it in time.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_abandon(by, meeting, shared_now()))
    return _end(meeting, Verb.MEETING_ABANDONED, over_at(meeting), by=by)


def stop_clock(meeting: Meeting) -> bool:
    """Stop a locked meeting's clock; return whether it ran. The caller saves."""
    if meeting.phase_ends_at is None:
        return False
    moment = shared_now()
    meeting.left_ms = (meeting.phase_ends_at - moment) // MILLISECOND
    meeting.phase_ends_at = None
    _speaking(meeting).update(ended_at=moment)
    return True


def enter(meeting: Meeting, phase: Phase, moment: dt.datetime) -> tuple[str, ...]:
    """Set a locked meeting into `phase`, its clock running; return the changed fields."""
    if meeting.phase:
        turns.hush(meeting, moment)
        asking.leave(meeting, phase)
    meeting.phase = phase.key
    meeting.phase_started_at = moment
    meeting.phase_ends_at = moment + dt.timedelta(minutes=phase.minutes)
    meeting.left_ms = None
    meeting.floor = current_presenter(meeting) if phase.is_asking else None
    if phase.is_round:
        turns.deal(meeting)
    return ("phase", "floor", *asking.PASSING, *CLOCK)


def _steered(meeting: Meeting, *, by: Membership, seen: str) -> Meeting:
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.phase != seen:
        raise Stale(
            _("%(name)s has already moved on to “%(phase)s”.")
            % {"name": by.first_name, "phase": _(current_phase(meeting).title)}
        )
    return meeting


def _presenters(meeting: Meeting) -> dict[int, int]:
    """Return the presenter of each airtime: airtime → id of the membership."""
    return dict(meeting.inquiries.values_list("slot", "presenter_id"))


def _go(meeting: Meeting, phase: Phase, verb: Verb, *, by: Membership) -> Meeting:
    return commit_change(
        meeting, log=verb, by=by, fields=enter(meeting, phase, shared_now())
    )


def _settle(meeting: Meeting, verb: Verb, *, by: Membership) -> Meeting:
    """Make the record of a locked meeting, and queue the wrap-ups."""
    ended_at = over_at(meeting)
    meeting.review_revealed_at = meeting.review_revealed_at or ended_at
    wrap_up(meeting)
    credit.settle(meeting, ended_at)
    return _end(meeting, verb, ended_at, by=by)


def _end(
    meeting: Meeting, verb: Verb, ended_at: dt.datetime, *, by: Membership
) -> Meeting:
    turns.hush(meeting, ended_at)
    meeting.state, meeting.ended_at = ENDS[verb], ended_at
    meeting.phase_ends_at = meeting.left_ms = meeting.returns_to = None
    asking.forget(meeting)
    meeting.attendances.update(is_away=False, reason="")
    slips.clear(meeting)
    closing = ("state", "ended_at", "floor", "returns_to", "review_revealed_at")
    fields = (*closing, *asking.PASSING, *CLOCK)
    return commit_change(meeting, log=verb, by=by, fields=fields)


def wrap_up(meeting: Meeting) -> None:
    """Queue one wrap-up for each present member and adviser of the set."""
    until = now() + WRAP_UP_FOR
    for membership in Membership.current.of(meeting.learning_set).select_related(
        "user"
    ):
        notify(
            "wrap_up",
            to=membership.user,
            key=f"wrap_up:{meeting.pk}:{membership.user_id}",
            about={"meeting": meeting.pk},
            useless_after=until,
            set_code=meeting.learning_set.code,
        )


def _check_nobody_bids(meeting: Meeting) -> None:
    if meeting.bids.filter(state=Bid.State.OPEN).exists():
        raise NotAllowedYet(
            _("Record which issue the set chose, or have the bids withdrawn.")
        )


def _let_speak_on(meeting: Meeting, moment: dt.datetime) -> None:
    """Begin the speaker's turn later by the pause: its end was set when that began."""
    turn = _speaking(meeting).first()
    if turn and turn.began_at and turn.ended_at:
        turn.began_at += moment - turn.ended_at
        turn.ended_at = None
        turn.save(update_fields=["began_at", "ended_at"])


def _speaking(meeting: Meeting) -> QuerySet[Turn]:
    return meeting.turns.filter(phase=meeting.phase, state=Turn.State.SPEAKING)
