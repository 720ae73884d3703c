"""Everybody writes the problem in one sentence; then all sentences are read aloud.

See docs/domain.md#one-problem.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.locking import commit_change, lock_live_meeting, lock_steered_meeting
from meetings.models import Meeting, Slip
from meetings.permissions import may_take_part
from meetings.state import current_phase
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def write(meeting: Meeting, *, by: Membership, text: str) -> Meeting:
    """Write one's sentence, or reword it; hidden until all are shown.

    A sentence that is written after that is shown at once. A sentence that was shown
    stays as it is.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_take_part(by))
    slot = current_phase(meeting).slot
    if not slot:
        raise Stale(_("Nobody is presenting now."))
    sentences, is_shown = _sentences(meeting, slot), _is_shown(meeting, slot)
    own = sentences.filter(membership=by).first()
    if own and own.text == text:
        return meeting
    if own and is_shown:
        raise Stale(_("The sentences are already shown."))
    own = own or Slip.objects.create(
        meeting=meeting,
        membership=by,
        kind=Slip.Kind.QUESTION,
        slot=slot,
        about=Slip.Pile.PROBLEM,
    )
    own.text, own.is_handed, own.at = text, is_shown, shared_now()
    own.save(update_fields=["text", "is_handed", "at"])
    return commit_change(meeting)


@transaction.atomic
def show(meeting: Meeting, *, by: Membership) -> Meeting:
    """Show all sentences at once, by the facilitator."""
    meeting = lock_steered_meeting(meeting, by=by)
    slot = current_phase(meeting).slot
    if _is_shown(meeting, slot):
        return meeting
    if not _sentences(meeting, slot).update(is_handed=True):
        raise NotAllowedYet(_("Nobody has written yet."))
    return commit_change(meeting, log=Verb.SENTENCES_SHOWN, by=by)


def _sentences(meeting: Meeting, slot: int) -> QuerySet[Slip]:
    return meeting.slips.filter(
        kind=Slip.Kind.QUESTION, about=Slip.Pile.PROBLEM, slot=slot
    )


def _is_shown(meeting: Meeting, slot: int) -> bool:
    return _sentences(meeting, slot).filter(is_handed=True).exists()
