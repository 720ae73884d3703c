"""Confirm what another person recorded for a member, as it is or reworded.

Until then pages show who recorded it: nothing becomes a member's own silently.
"""

import datetime as dt
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.action_words import as_sentence
from meetings.locking import commit_change, lock_meeting
from meetings.models import Action, Inquiry, Meeting
from meetings.permissions import may_confirm
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


class ActionWords(TypedDict):
    """An action in its owner's words."""

    cue: str
    deed: str
    expectation: str
    due_on: dt.date


class Answers(TypedDict):
    """The three answers in their presenter's words."""

    current_issue: str
    action_to_take: str
    action_points: str


@transaction.atomic
def confirm_action(
    meeting: Meeting,
    *,
    by: Membership,
    action_id: int,
    words: ActionWords | None = None,
) -> Action:
    """Confirm an action, as its owner, as it is or in other `words`.

    Confirming twice changes nothing. Raises `Stale` if the action has been removed.
    """
    meeting = lock_meeting(meeting, by=by)
    action = meeting.actions.filter(pk=action_id).first()
    if action is None:
        raise Stale(_("That action has been withdrawn."))
    require(may_confirm(by, action))
    said = {"sentence": as_sentence(words["cue"], words["deed"])} if words else {}
    _confirm(meeting, action, {**(words or {}), **said}, by=by)
    return action


@transaction.atomic
def confirm_answers(
    meeting: Meeting,
    *,
    by: Membership,
    inquiry_id: int,
    words: Answers | None = None,
) -> Inquiry:
    """Confirm the answers, as their presenter, as they are or in other `words`."""
    meeting = lock_meeting(meeting, by=by)
    inquiry = meeting.inquiries.filter(pk=inquiry_id).first()
    if inquiry is None:
        raise Stale(_("That choice has been withdrawn."))
    require(may_confirm(by, inquiry))
    _confirm(meeting, inquiry, dict(words or {}), by=by)
    return inquiry


def _confirm(
    meeting: Meeting, row: Action | Inquiry, words: dict[str, object], *, by: Membership
) -> None:
    if not row.is_unconfirmed:
        return
    for name, text in words.items():
        setattr(row, name, text)
    row.confirmed_at = now()
    row.save(update_fields=[*words, "confirmed_at"])
    verb = Verb.RECORD_REWORDED if words else Verb.RECORD_CONFIRMED
    commit_change(meeting, log=verb, by=by, about=row)
