"""Agree actions while the set sits together, in their owners' words."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.errors import Stale
from meetings.action_words import as_sentence
from meetings.locking import commit_change, lock_live_meeting, refuse_spent
from meetings.models import Action, Generation, Meeting
from meetings.permissions import may_change_action, may_record_action
from meetings.state import current_inquiry, current_phase
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

REWORDED = ["cue", "deed", "sentence", "expectation", "due_on", "recorded_by"]


@transaction.atomic
def agree(
    meeting: Meeting,
    *,
    by: Membership,
    owner: Membership,
    cue: str,
    deed: str,
    expectation: str,
    due_on: dt.date,
    client_id: uuid.UUID,
    generation: Generation | None = None,
) -> Meeting:
    """Write down what `owner` will do: "when {cue}, I will {deed}".

    If the owner presents in this meeting, the action belongs to the generation of their
    airtime, unless another generation is named. The same `client_id` again changes
    nothing.
    """
    meeting = lock_live_meeting(meeting, by=by)
    inquiry = current_inquiry(meeting)
    presenter_id = inquiry.presenter_id if inquiry else None
    require(may_record_action(by, owner, meeting, presenter_id))
    if meeting.actions.filter(client_id=client_id).exists():
        return meeting
    refuse_spent(Action.objects.filter(client_id=client_id))
    action = Action.objects.create(
        learning_set=meeting.learning_set,
        meeting=meeting,
        owner=owner,
        generation=generation or _generation(meeting, owner),
        cue=cue,
        deed=deed,
        sentence=as_sentence(cue, deed),
        expectation=expectation,
        due_on=due_on,
        recorded_by=by if by.pk != owner.pk else None,
        client_id=client_id,
    )
    return commit_change(meeting, log=Verb.ACTION_AGREED, by=by, about=action)


@transaction.atomic
def reword(
    meeting: Meeting,
    *,
    by: Membership,
    action_id: int,
    cue: str,
    deed: str,
    expectation: str,
    due_on: dt.date,
) -> Meeting:
    """Let its owner say an action differently while the meeting is on."""
    meeting = lock_live_meeting(meeting, by=by)
    action = _own(meeting, by, action_id)
    action.cue, action.deed, action.expectation = cue, deed, expectation
    action.sentence = as_sentence(cue, deed)
    action.due_on, action.recorded_by = due_on, None
    action.save(update_fields=REWORDED)
    return commit_change(meeting, log=Verb.ACTION_REWORDED, by=by, about=action)


@transaction.atomic
def drop(meeting: Meeting, *, by: Membership, action_id: int) -> Meeting:
    """Let its owner take an action back: in this meeting it was never agreed."""
    meeting = lock_live_meeting(meeting, by=by)
    if not meeting.actions.filter(pk=action_id).exists():
        return meeting
    action = _own(meeting, by, action_id)
    commit_change(meeting, log=Verb.ACTION_TAKEN_BACK, by=by, about=action)
    action.delete()
    return meeting


def _generation(meeting: Meeting, owner: Membership) -> Generation | None:
    """Return the generation of the owner's airtime; between airtimes, of their last one."""
    inquiries = meeting.inquiries.filter(presenter=owner).select_related("generation")
    slot = current_phase(meeting).slot
    inquiry = (inquiries.filter(slot=slot) if slot else inquiries).last()
    return inquiry.generation if inquiry else None


def _own(meeting: Meeting, by: Membership, action_id: int) -> Action:
    action = meeting.actions.filter(pk=action_id).first()
    if action is None:
        raise Stale(_("That action has been withdrawn."))
    require(may_change_action(by, action))
    return action
