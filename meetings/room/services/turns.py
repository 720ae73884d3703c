"""Pass the lamp round: everyone speaks once, passing is a turn, nobody is skipped twice."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.formats.phases import order
from meetings.locking import commit_change, lock_live_meeting, lock_steered_meeting
from meetings.models import Meeting, Slip, Turn
from meetings.permissions import may_take_part
from meetings.room.services import slips
from meetings.state import current_phase, current_presenter, people_here
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def begin(meeting: Meeting, *, by: Membership) -> Meeting:
    """Start the round: the first member who is here gets the floor."""
    meeting = lock_steered_meeting(meeting, by=by)
    if not current_phase(meeting).is_round:
        raise Stale(_("The round is over."))
    if meeting.floor_id:
        return meeting
    _pass_on(meeting, shared_now())
    return commit_change(meeting, log=Verb.ROUND_BEGUN, by=by, fields=("floor",))


@transaction.atomic
def finish(meeting: Meeting, *, by: Membership, turn_id: int) -> Meeting:
    """End a turn, by its speaker or the facilitator, and let the next one speak."""
    meeting = lock_live_meeting(meeting, by=by)
    turn = _turn(meeting, turn_id)
    require(by.pk in {turn.membership_id, turn.reader_id, meeting.facilitator_id})
    if turn.state != Turn.State.SPEAKING:
        return meeting
    return _end(meeting, turn, Turn.State.DONE, by=by)


@transaction.atomic
def pass_turn(
    meeting: Meeting, *, by: Membership, turn_id: int | None = None
) -> Meeting:
    """Pass a turn in this round: one's own, or as facilitator another's by `turn_id`."""
    meeting = lock_live_meeting(meeting, by=by)
    turn = _turn(meeting, turn_id) if turn_id else _own_turn(meeting, by)
    require(by.pk in {turn.membership_id, turn.reader_id, meeting.facilitator_id})
    if turn.state in {Turn.State.DONE, Turn.State.PASSED}:
        return meeting
    return _end(meeting, turn, Turn.State.PASSED, by=by)


@transaction.atomic
def give(meeting: Meeting, *, by: Membership, who: Membership) -> Meeting:
    """Give the floor to somebody who is here: out of order, or on their return.

    Their raised hand is lowered.
    """
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.floor_id == who.pk:
        return meeting
    if not people_here(meeting).filter(pk=who.pk).exists():
        raise NotAllowedYet(_("%(name)s is not here yet.") % {"name": who.first_name})
    if listens(meeting, who):
        raise NotAllowedYet(
            _("%(name)s listens in this round.") % {"name": who.first_name}
        )
    moment = shared_now()
    hush(meeting, moment)
    meeting.floor = who
    meeting.slips.filter(kind=Slip.Kind.HAND, membership=who).delete()
    if not (current_phase(meeting).is_asking and current_presenter(meeting) == who):
        _speak(_own_again(meeting, who), moment)
    return commit_change(
        meeting, log=Verb.FLOOR_GIVEN, by=by, fields=("floor",), about=who
    )


def deal(meeting: Meeting) -> None:
    """Give each member who is here a turn in the round of the meeting's phase.

    In an airtime the presenter gets no turn: they listen.
    """
    members = people_here(meeting).filter(kind=Membership.Kind.MEMBER)
    asks = current_presenter(meeting)
    ids = [membership.pk for membership in members if membership != asks]
    turned = order(ids, number=meeting.number, facilitator=meeting.facilitator_id)
    Turn.objects.bulk_create(
        (
            Turn(meeting=meeting, phase=meeting.phase, membership_id=pk, position=n)
            for n, pk in enumerate(turned, start=1)
        ),
        ignore_conflicts=True,
    )


def append(meeting: Meeting, late: Membership) -> None:
    """Let a late member speak at the end of a round that has begun.

    In a phase of questions they get the floor only after raising a hand.
    """
    if not (may_take_part(late) and current_phase(meeting).is_round):
        return
    if _round(meeting).exists() and not listens(meeting, late):
        _own_again(meeting, late)


def hush(meeting: Meeting, moment: dt.datetime) -> None:
    """End the current turn; nobody has the floor then."""
    speaking = _round(meeting).filter(state=Turn.State.SPEAKING)
    slips.hand_over(meeting, speaking, current_phase(meeting))
    speaking.update(state=Turn.State.DONE, ended_at=moment)
    meeting.floor = None


def _end(meeting: Meeting, turn: Turn, state: str, *, by: Membership) -> Meeting:
    spoke, moment = turn.state == Turn.State.SPEAKING, shared_now()
    turn.state, turn.ended_at = state, moment
    turn.save(update_fields=["state", "ended_at"])
    if state == Turn.State.DONE:
        read = _round(meeting).filter(pk=turn.pk)
        slips.hand_over(meeting, read, current_phase(meeting))
    if spoke:
        _pass_on(meeting, moment)
    return commit_change(
        meeting, log=Verb(f"turn.{state}"), by=by, fields=("floor",), about=turn
    )


def _pass_on(meeting: Meeting, moment: dt.datetime) -> None:
    """Give the floor to the next member who is here; between questions, to the presenter."""
    phase = current_phase(meeting)
    if not phase.is_round:
        meeting.floor = current_presenter(meeting) if phase.is_asking else None
        return
    away = meeting.attendances.filter(is_away=True).values("membership_id")
    waiting = _round(meeting).filter(state=Turn.State.WAITING)
    turn = (
        waiting.alias(voice=Coalesce("reader", "membership"))
        .filter(voice__in=Membership.current.exclude(pk__in=away))
        .select_related("membership__user", "reader__user")
        .first()
    )
    meeting.floor = (turn.reader or turn.membership) if turn else None
    if turn:
        _speak(turn, moment)


def _speak(turn: Turn, moment: dt.datetime) -> None:
    turn.state, turn.began_at, turn.ended_at = Turn.State.SPEAKING, moment, None
    turn.times += 1
    turn.save(update_fields=["state", "began_at", "ended_at", "times"])


def _round(meeting: Meeting) -> QuerySet[Turn]:
    return meeting.turns.filter(phase=meeting.phase)


def _turn(meeting: Meeting, turn_id: int) -> Turn:
    turn = _round(meeting).filter(pk=turn_id).first()
    if turn is None:
        raise Stale(_("That round is over."))
    return turn


def _own_turn(meeting: Meeting, by: Membership) -> Turn:
    turn = _round(meeting).filter(membership=by).first()
    if turn is None:
        raise Stale(_("You have no turn in this round."))
    return turn


def listens(meeting: Meeting, who: Membership) -> bool:
    """Whether `who` gets no turn in a round: the presenter, in their airtime."""
    return current_phase(meeting).is_round and current_presenter(meeting) == who


def _own_again(meeting: Meeting, who: Membership) -> Turn:
    """Return the turn of a member who is here: nobody reads for them any more."""
    turn = turn_of(meeting, who)
    if turn.reader_id and turn.state == Turn.State.WAITING:
        turn.reader = None
        turn.save(update_fields=["reader"])
    return turn


def turn_of(meeting: Meeting, who: Membership) -> Turn:
    """Return a member's turn in this round; make one at its end if there is none."""
    last = _round(meeting).aggregate(last=Max("position"))["last"] or 0
    turn, _is_new = Turn.objects.get_or_create(
        meeting=meeting,
        phase=meeting.phase,
        membership=who,
        defaults={"position": last + 1},
    )
    return turn
