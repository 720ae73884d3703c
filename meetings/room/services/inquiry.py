"""The presenter's words on the three questions, while two people may be typing.

The presenter's own words are stored at once. The facilitator's words for them are a
proposal (`Slip` words) until the presenter says yes. A proposal without a yes is
deleted when the meeting ends.
"""

import hashlib

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import Conflict, Stale
from meetings.formats.phases import QUESTIONS
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Inquiry, Meeting, Slip
from meetings.permissions import may_answer, may_approve
from meetings.state import current_inquiry
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


def written_meanwhile(theirs: str) -> Conflict:
    """Return the refusal that carries the text that somebody else has stored meanwhile."""
    return Conflict(_("Somebody else has written here in the meantime."), stored=theirs)


def fingerprint(text: str) -> str:
    """Return a short name for exactly this text: a form tells its starting text by it."""
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


@transaction.atomic
def answer(
    meeting: Meeting, *, by: Membership, question: str, text: str, seen: str
) -> Meeting:
    """Write one of the three answers, or as facilitator propose one.

    `seen` is the `fingerprint` of the text the writer started from. Raises `Conflict`
    if another text is stored now, unless that equals `text`.
    """
    meeting, inquiry = _hold(meeting, question, by=by)
    require(may_answer(by, meeting, inquiry))
    if not may_approve(by, inquiry):
        return _propose(meeting, inquiry, question, text, seen, by=by)
    return _keep(meeting, inquiry, question, text, seen, by=by)


@transaction.atomic
def approve(
    meeting: Meeting,
    *,
    by: Membership,
    question: str,
    text: str,
    seen: str,
    proposed: str,
) -> Meeting:
    """Accept a proposal as one's own words, as it is or reworded in `text`.

    `proposed` is the `fingerprint` of the proposal that the presenter read. A proposal
    that was written since then waits for another yes. `seen` and `Conflict` are those
    of `answer`.
    """
    meeting, inquiry = _hold(meeting, question, by=by)
    require(may_approve(by, inquiry))
    proposal = _proposal(inquiry, question)
    is_read = proposal is not None and fingerprint(proposal.text) == proposed
    before = meeting.version
    meeting = _keep(meeting, inquiry, question, text, seen, by=by)
    if proposal is None or not is_read:
        return meeting
    proposal.delete()
    return commit_change(meeting) if meeting.version == before else meeting


@transaction.atomic
def refuse(
    meeting: Meeting, *, by: Membership, question: str, proposed: str
) -> Meeting:
    """Delete a proposal. Raises `Stale` if it reads otherwise now."""
    meeting, inquiry = _hold(meeting, question, by=by)
    require(may_approve(by, inquiry))
    proposal = _proposal(inquiry, question)
    if proposal is None:
        return meeting
    if fingerprint(proposal.text) != proposed:
        raise Stale(
            _("%(name)s has written more in the meantime.")
            % {"name": proposal.membership.first_name}
        )
    proposal.delete()
    return commit_change(meeting)


def _hold(
    meeting: Meeting, question: str, *, by: Membership
) -> tuple[Meeting, Inquiry]:
    if question not in QUESTIONS:
        raise ValueError(question)
    meeting = lock_live_meeting(meeting, by=by)
    inquiry = current_inquiry(meeting)
    if inquiry is None:
        raise Stale(_("No issue has been chosen."))
    return meeting, inquiry


def _keep(
    meeting: Meeting,
    inquiry: Inquiry,
    question: str,
    text: str,
    seen: str,
    *,
    by: Membership,
) -> Meeting:
    stored = getattr(inquiry, question)
    if stored == text:
        return meeting
    if fingerprint(stored) != seen:
        raise written_meanwhile(stored)
    setattr(inquiry, question, text)
    inquiry.save(update_fields=[question])
    if stored:
        return commit_change(meeting)
    return commit_change(meeting, log=Verb.INQUIRY_ANSWERED, by=by, about=inquiry)


def _propose(
    meeting: Meeting,
    inquiry: Inquiry,
    question: str,
    text: str,
    seen: str,
    *,
    by: Membership,
) -> Meeting:
    """Store a proposal beside the answer; words equal to the answer make no proposal."""
    proposal, stored = _proposal(inquiry, question), getattr(inquiry, question)
    shown = proposal.text if proposal else stored
    if shown == text:
        return meeting
    if fingerprint(shown) != seen:
        raise written_meanwhile(shown)
    if text == stored:
        _proposals(inquiry, question).delete()
        return commit_change(meeting)
    Slip.objects.update_or_create(
        meeting=meeting,
        kind=Slip.Kind.WORDS,
        slot=inquiry.slot,
        about=question,
        defaults={"membership": by, "text": text, "at": shared_now()},
    )
    return commit_change(meeting)


def _proposal(inquiry: Inquiry, question: str) -> Slip | None:
    return _proposals(inquiry, question).select_related("membership__user").first()


def _proposals(inquiry: Inquiry, question: str) -> QuerySet[Slip]:
    slips = Slip.objects.filter(meeting=inquiry.meeting_id, slot=inquiry.slot)
    return slips.filter(kind=Slip.Kind.WORDS, about=question)
