"""Keep the presenter's answers to the three questions while two people may be typing."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import Inquiry, Meeting
from meetings.phases import QUESTIONS
from meetings.rules import may_answer
from meetings.services.room import Stale, changed, hold_live, told
from meetings.services.turns import inquiry_now
from sets.models import Membership
from sets.rules import require


class Conflict(Stale):
    """Somebody else wrote meanwhile: `theirs` is stored, what came in is not (409)."""

    def __init__(self, theirs: str) -> None:
        super().__init__(_("Somebody else has written here meanwhile."))
        self.theirs = theirs


def fingerprint(text: str) -> str:
    """Return a short name for exactly this text: a form says which one it started from."""
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


@transaction.atomic
def answer(
    meeting: Meeting, *, by: Membership, question: str, text: str, seen: str
) -> Meeting:
    """Write one of the three answers.

    `seen` is the `fingerprint` of the text the writer started from; raises `Conflict`
    where another one is stored now, unless it is the same as `text`.
    """
    if question not in QUESTIONS:
        raise ValueError(question)
    meeting = hold_live(meeting, by=by)
    inquiry = inquiry_now(meeting)
    if inquiry is None:
        raise Stale(_("No issue has been chosen."))
    require(may_answer(by, meeting, inquiry))
    stored = getattr(inquiry, question)
    if stored == text:
        return meeting
    if fingerprint(stored) != seen:
        raise Conflict(stored)
    setattr(inquiry, question, text)
    inquiry.save(update_fields=[question])
    return _tell(meeting, inquiry, by=by, is_first=not stored)


def _tell(
    meeting: Meeting, inquiry: Inquiry, *, by: Membership, is_first: bool
) -> Meeting:
    if is_first:
        return changed(meeting, "inquiry.answered", by=by, about=inquiry)
    return told(meeting)
