"""Save one of the three answers while it is being written."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from actionlearning.accounts.http import SignedInRequest
from meetings.forms.inquiry import AnswerForm
from meetings.models import Meeting
from meetings.phases import QUESTIONS
from meetings.services import inquiry
from meetings.services.inquiry import Conflict, fingerprint
from meetings.views.room import Unclear, command
from sets.models import Membership


@command
def answer(
    request: SignedInRequest, meeting: Meeting, place: Membership, question: str
) -> HttpResponse | None:
    """Save an answer; where another was written meanwhile, show both (409)."""
    if question not in QUESTIONS:
        raise Http404
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Unclear
    try:
        inquiry.answer(meeting, by=place, question=question, **form.cleaned_data)
    except Conflict as conflict:
        return _both(request, meeting, question, form, conflict.theirs)
    return _saved(request, form) if "X-Part" in request.headers else None


def _saved(request: SignedInRequest, form: AnswerForm) -> HttpResponse:
    seen = fingerprint(form.cleaned_data["text"])
    return render(request, "meetings/room/_answer_saved.html", {"seen": seen})


def _both(
    request: SignedInRequest,
    meeting: Meeting,
    question: str,
    form: AnswerForm,
    theirs: str,
) -> HttpResponse:
    part = "X-Part" in request.headers
    shown = {
        "meeting": meeting,
        "question": question,
        "mine": form.cleaned_data["text"],
        "old": form.cleaned_data["seen"],
        "theirs": theirs,
        "seen": fingerprint(theirs),
    }
    name = "meetings/room/_answer_both.html" if part else "meetings/room_both.html"
    return render(request, name, shown, status=409)
