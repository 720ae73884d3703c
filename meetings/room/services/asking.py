"""Asking in an airtime: raise a hand, lower it, pass on a question.

`meetings.room.queue` says who comes next, and the facilitator gives the floor.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.formats.definitions import Phase
from meetings.formats.situations import takes_questions
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Meeting, Slip, Turn
from meetings.permissions import may_ask, may_pass_question
from meetings.room.services import turns
from meetings.state import current_phase, current_presenter, people_here
from sets.models import Membership
from sets.permissions import require

#: Fields that are cleared when their phase ends.
PASSING = ("silence_until", "check_asked_at", "check_began_at", "question_passed_at")


@transaction.atomic
def raise_hand(meeting: Meeting, *, by: Membership) -> Meeting:
    """Ask for the floor. The speaker and the presenter need no hand."""
    meeting = lock_live_meeting(meeting, by=by)
    require(may_ask(by, current_presenter(meeting)))
    _check_is_asking(meeting)
    if not people_here(meeting).filter(pk=by.pk).exists():
        raise NotAllowedYet(_("Say you’re here first, so the others can see you."))
    if meeting.floor_id == by.pk or _hand(meeting, by).exists():
        return meeting
    Slip.objects.create(
        meeting=meeting,
        membership=by,
        kind=Slip.Kind.HAND,
        slot=current_phase(meeting).slot,
        at=shared_now(),
    )
    return commit_change(meeting)


@transaction.atomic
def lower_hand(meeting: Meeting, *, by: Membership) -> Meeting:
    """Take the wish to ask back."""
    meeting = lock_live_meeting(meeting, by=by)
    lowered, _rows = _hand(meeting, by).delete()
    return commit_change(meeting) if lowered else meeting


@transaction.atomic
def pass_question(meeting: Meeting, *, by: Membership, seen: int | None) -> Meeting:
    """Let the presenter leave a question unanswered, without a reason; nothing is logged.

    `seen` is the turn of the person who asked, None if nobody has the floor for a
    question. Raises `Stale` if somebody else asks by now.
    """
    meeting = lock_live_meeting(meeting, by=by)
    _check_is_asking(meeting)
    require(may_pass_question(by, current_presenter(meeting)))
    asking = meeting.turns.filter(phase=meeting.phase, state=Turn.State.SPEAKING)
    turn = asking.values_list("pk", flat=True).first()
    if turn is None and seen and meeting.question_passed_at:
        return meeting
    if turn != seen:
        raise Stale(_("That question is over."))
    moment = shared_now()
    turns.hush(meeting, moment)
    meeting.floor, meeting.question_passed_at = by, moment
    return commit_change(meeting, fields=("floor", "question_passed_at"))


def leave(meeting: Meeting, following: Phase) -> None:
    """Clear what belonged to the phase; a raised hand stays until the airtime ends."""
    forget(meeting)
    hands = meeting.slips.filter(kind=Slip.Kind.HAND)
    hands.exclude(slot=following.slot).delete()


def forget(meeting: Meeting) -> None:
    """Clear the marks that last only for a moment; the caller saves `PASSING`."""
    for name in PASSING:
        setattr(meeting, name, None)


def _check_is_asking(meeting: Meeting) -> None:
    if not takes_questions(current_phase(meeting)):
        raise Stale(_("There are no questions now."))


def _hand(meeting: Meeting, by: Membership) -> QuerySet[Slip]:
    return meeting.slips.filter(kind=Slip.Kind.HAND, membership=by)
