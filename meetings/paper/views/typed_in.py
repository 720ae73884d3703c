"""The page on which a meeting that was run on paper is typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.formats.phases import QUESTIONS
from meetings.models import Meeting
from meetings.paper.forms.typed_in import FromPaperForm, PaperActionForm, paper_actions
from meetings.paper.queries.typed_in import due_on, may_begin, members
from meetings.paper.services import typed_in as paper
from meetings.permissions import may_enter_from_paper, may_take_part
from sets.models import Membership
from sets.permissions import require


def _has_a_record(
    request: SignedInRequest, refusal: Refusal, code: str
) -> HttpResponse:
    meeting, _membership = meeting_or_404(request.user, code)
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_has_a_record)
def from_paper(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for what the sheet says; POST stores the record."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_take_part(membership))
    if not may_begin(meeting):
        return redirect(meeting)
    people = members(membership)
    data = request.POST if request.method == "POST" else None
    form = FromPaperForm(data, people=people, initial=_known(membership, people))
    lines = paper_actions(data, meeting, people, due_on(meeting))
    if data is not None and form.is_valid() and lines.is_valid():
        answer = _enter(request, meeting, membership, form, lines)
        if answer:
            return answer
    shown = {"meeting": meeting, "form": form, "lines": lines}
    status = 422 if data is not None else 200
    return render(request, "meetings/paper/from_paper.html", shown, status=status)


def _enter(
    request: SignedInRequest,
    meeting: Meeting,
    membership: Membership,
    form: FromPaperForm,
    lines: forms.BaseFormSet[PaperActionForm],
) -> HttpResponse | None:
    """Store the record; return None, with an error, if the member may not do so."""
    said = form.cleaned_data
    if not may_enter_from_paper(membership, said["facilitator"]):
        words = _("Only the person who facilitated, or the coordinator, can enter it.")
        form.add_error("facilitator", words)
        return None
    paper.enter(meeting, by=membership, **_written(said), promised=_promised(lines))
    messages.success(request, _("The meeting is entered. Everybody gets a wrap-up."))
    return redirect(meeting)


def _written(said: dict[str, Any]) -> dict[str, Any]:
    words = ("facilitator", "came", "helped", "differently")
    issue = ("presenter", "sentence", *QUESTIONS)
    brought = {name: said[name] for name in issue} if said["presenter"] else None
    return {**{name: said[name] for name in words}, "brought": brought}


def _promised(lines: forms.BaseFormSet[PaperActionForm]) -> list[Any]:
    filled = [line.cleaned_data for line in lines if line.has_changed()]
    return [line for line in filled if line.get("deed")]


def _known(membership: Membership, people: list[Membership]) -> dict[str, Any]:
    facilitator = None if membership.is_coordinator else membership.pk
    return {"came": [each.pk for each in people], "facilitator": facilitator}
