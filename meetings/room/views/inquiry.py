"""Save one of the three answers while it is being written, and proposals for it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Conflict
from actionlearning.lib.refusals import refusals
from meetings.formats.phases import QUESTIONS
from meetings.models import Meeting
from meetings.room.forms.inquiry import AnswerForm, ApprovalForm, RefusalForm
from meetings.room.services import inquiry
from meetings.room.services.inquiry import fingerprint
from meetings.room.views.room import command, valid
from meetings.state import current_inquiry
from sets.models import Membership


def _both(
    request: SignedInRequest,
    conflict: Conflict,
    meeting: Meeting,
    membership: Membership,
    question: str,
) -> HttpResponse:
    part, sent = _is_part(request), valid(AnswerForm(request.POST)).cleaned_data
    shown = {
        "meeting": meeting,
        "question": question,
        "mine": sent["text"],
        "old": sent["seen"],
        "theirs": conflict.stored,
        "seen": fingerprint(conflict.stored),
    }
    name = "meetings/room/_answer_both.html" if part else "meetings/room/room_both.html"
    return render(request, name, shown)


@command
@refusals(_both, of=Conflict, warn=False)
def answer(
    request: SignedInRequest, meeting: Meeting, membership: Membership, question: str
) -> HttpResponse | None:
    """Save an answer; if another was written meanwhile, show both (409)."""
    if question not in QUESTIONS:
        raise Http404
    form = valid(AnswerForm(request.POST))
    inquiry.answer(meeting, by=membership, question=question, **form.cleaned_data)
    return _saved(request, meeting, membership, form) if _is_part(request) else None


@command
def approval(
    request: SignedInRequest, meeting: Meeting, membership: Membership, question: str
) -> None:
    """Accept a proposal, as it is or reworded."""
    if question not in QUESTIONS:
        raise Http404
    data = valid(ApprovalForm(request.POST)).cleaned_data
    inquiry.approve(meeting, by=membership, question=question, **data)


@command
def refusal(
    request: SignedInRequest, meeting: Meeting, membership: Membership, question: str
) -> None:
    """Delete a proposal."""
    if question not in QUESTIONS:
        raise Http404
    data = valid(RefusalForm(request.POST)).cleaned_data
    inquiry.refuse(meeting, by=membership, question=question, **data)


def _saved(
    request: SignedInRequest, meeting: Meeting, membership: Membership, form: AnswerForm
) -> HttpResponse:
    work = current_inquiry(meeting)
    waits_for = work.presenter if work and work.presenter_id != membership.pk else None
    shown = {
        "seen": fingerprint(form.cleaned_data["text"]),
        "presenter": waits_for.first_name if waits_for else "",
    }
    return render(request, "meetings/room/_answer_saved.html", shown)


def _is_part(request: SignedInRequest) -> bool:
    return "X-Part" in request.headers
