"""Questions on paper: write one, hand it over; the presenter sorts and keeps."""

import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import Stale
from meetings.locking import commit_change, lock_live_meeting, refuse_spent
from meetings.models import Inquiry, Meeting, Slip
from meetings.permissions import may_ask, may_sort
from meetings.state import current_inquiry
from sets.models import Membership
from sets.permissions import require

#: What a presenter may do with a question: (is_kept, pile); None changes nothing.
SORTED: dict[str, tuple[bool | None, str | None]] = {
    "keep": (True, None),
    "let_go": (False, None),
    "answered": (None, Slip.Pile.ANSWERED),
    "aside": (None, Slip.Pile.ASIDE),
    "back": (None, Slip.Pile.TABLE),
}


@transaction.atomic
def write(
    meeting: Meeting, *, by: Membership, text: str, client_id: uuid.UUID
) -> Meeting:
    """Write one question to the presenter; nobody else sees it until it is handed over.

    The same `client_id` again changes nothing.
    """
    meeting = lock_live_meeting(meeting, by=by)
    inquiry = _work(meeting)
    require(may_ask(by, inquiry.presenter))
    return _put(meeting, inquiry, by, text, client_id, is_handed=False)


@transaction.atomic
def keep(
    meeting: Meeting, *, by: Membership, text: str, client_id: uuid.UUID
) -> Meeting:
    """Note a question that was spoken, by the presenter, to keep it."""
    meeting = lock_live_meeting(meeting, by=by)
    inquiry = _work(meeting)
    require(may_sort(by, inquiry))
    return _put(meeting, inquiry, by, text, client_id, is_handed=True)


@transaction.atomic
def reword(meeting: Meeting, *, by: Membership, slip_id: int, text: str) -> Meeting:
    """Reword a question of one's own before it is handed over."""
    meeting = lock_live_meeting(meeting, by=by)
    slip = _own(meeting, by, slip_id)
    if slip.text == text:
        return meeting
    slip.text = text
    slip.save(update_fields=["text"])
    return commit_change(meeting)


@transaction.atomic
def hand(meeting: Meeting, *, by: Membership, slip_id: int) -> Meeting:
    """Hand an own question over: the presenter reads it from now on."""
    meeting = lock_live_meeting(meeting, by=by)
    slip = _questions(meeting).filter(pk=slip_id, membership=by).first()
    if slip is None or slip.is_handed:
        return meeting
    slip.is_handed, slip.at = True, shared_now()
    slip.save(update_fields=["is_handed", "at"])
    return commit_change(meeting)


@transaction.atomic
def take_back(meeting: Meeting, *, by: Membership, slip_id: int) -> Meeting:
    """Tear up an own question that was not handed over."""
    meeting = lock_live_meeting(meeting, by=by)
    gone, _rows = (
        _questions(meeting).filter(pk=slip_id, membership=by, is_handed=False).delete()
    )
    return commit_change(meeting) if gone else meeting


@transaction.atomic
def sort(meeting: Meeting, *, by: Membership, slip_id: int, to: str) -> Meeting:
    """Keep, answer or put aside a question that was handed over: see `SORTED`."""
    meeting = lock_live_meeting(meeting, by=by)
    slip = _questions(meeting).filter(pk=slip_id, is_handed=True).first()
    if slip is None:
        raise Stale(_("This question is no longer on the table."))
    inquiry = meeting.inquiries.filter(slot=slip.slot).first()
    require(inquiry is not None and may_sort(by, inquiry))
    is_kept, pile = SORTED[to]
    slip.is_kept = slip.is_kept if is_kept is None else is_kept
    slip.about = slip.about if pile is None else pile
    slip.save(update_fields=["is_kept", "about"])
    return commit_change(meeting)


def _put(
    meeting: Meeting,
    inquiry: Inquiry,
    by: Membership,
    text: str,
    client_id: uuid.UUID,
    *,
    is_handed: bool,
) -> Meeting:
    if meeting.slips.filter(client_id=client_id, membership=by).exists():
        return meeting
    refuse_spent(Slip.objects.filter(client_id=client_id))
    Slip.objects.create(
        meeting=meeting,
        membership=by,
        kind=Slip.Kind.QUESTION,
        slot=inquiry.slot,
        text=text,
        client_id=client_id,
        is_handed=is_handed,
        is_kept=is_handed,
        at=shared_now(),
    )
    return commit_change(meeting)


def _work(meeting: Meeting) -> Inquiry:
    inquiry = current_inquiry(meeting)
    if inquiry is None:
        raise Stale(_("Nobody is presenting now."))
    return inquiry


def _questions(meeting: Meeting) -> QuerySet[Slip]:
    return meeting.slips.filter(kind=Slip.Kind.QUESTION)


def _own(meeting: Meeting, by: Membership, slip_id: int) -> Slip:
    slip = _questions(meeting).filter(pk=slip_id, membership=by).first()
    if slip is None or slip.is_handed:
        raise Stale(_("This question has already been handed over."))
    return slip
