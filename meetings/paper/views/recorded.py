"""The page on which a member confirms what others recorded for them."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.access import meeting_or_404
from meetings.models import Action, Inquiry, Meeting
from meetings.paper.forms.recorded import WayForm
from meetings.paper.services import confirming
from meetings.paper.views import recorded_forms as waiting
from meetings.permissions import may_confirm
from sets.models import Membership
from sets.permissions import require


@require_safe
def recorded(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what waits for confirmation; if nothing does, go to the meeting's page."""
    meeting, membership = meeting_or_404(request.user, code)
    return _show(request, meeting, membership)


@require_POST
def action(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Confirm an action, or reword it."""
    meeting, membership = meeting_or_404(request.user, code)
    row = get_object_or_404(meeting.actions, pk=pk)
    form = waiting.action_form(row, meeting, request.POST)
    return _confirm(request, membership, row, form)


@require_POST
def answers(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Confirm the three answers, or reword them."""
    meeting, membership = meeting_or_404(request.user, code)
    row = get_object_or_404(meeting.inquiries, pk=pk)
    return _confirm(request, membership, row, waiting.answers_form(row, request.POST))


def _confirm(
    request: SignedInRequest,
    membership: Membership,
    row: Action | Inquiry,
    form: forms.BaseForm,
) -> HttpResponse:
    require(may_confirm(membership, row))
    if not _is_clear(request, form):
        return _show(request, row.meeting, membership, {row: form})
    words = form.cleaned_data if _is_anew(request) else {}
    confirming.confirm(row, by=membership, words=words)
    messages.success(request, _("It is yours now."))
    return redirect("meetings:recorded", row.meeting.code)


def _is_anew(request: SignedInRequest) -> bool:
    return request.POST.get("way") == "anew"


def _is_clear(request: SignedInRequest, form: forms.BaseForm) -> bool:
    return WayForm(request.POST).is_valid() and (
        not _is_anew(request) or form.is_valid()
    )


def _show(
    request: SignedInRequest,
    meeting: Meeting,
    membership: Membership,
    bound: Mapping[Action | Inquiry, forms.BaseForm] | None = None,
) -> HttpResponse:
    page = waiting.recorded(meeting, membership, bound or {})
    if not any(page.values()) and bound is None:
        return redirect(meeting)
    shown = {"meeting": meeting, **page}
    status = 422 if bound else 200
    return render(request, "meetings/paper/recorded.html", shown, status=status)
