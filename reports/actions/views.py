"""The pages of a person's actions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from reports.access import action_or_404
from reports.actions import services
from reports.actions.forms import EndForm
from reports.actions.queries import my_actions, word_on
from reports.permissions import may_settle
from sets.permissions import require


@require_safe
def actions(request: SignedInRequest) -> HttpResponse:
    """Show the person's actions and what came of them."""
    return _page(request)


def _as_it_is(request: SignedInRequest, refusal: Refusal, pk: int) -> HttpResponse:
    return _page(request)


@require_POST
@refusals(_as_it_is)
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an action as done or dropped."""
    action, membership = action_or_404(request.user, pk)
    require(may_settle(membership, action))
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, form, action.pk, status=422)
    state, word = form.cleaned_data["state"], form.cleaned_data["word"]
    services.close(action, by=membership, state=state, word=word)
    messages.success(request, _said(state, word and word_on(action)))
    return redirect("reports:actions")


@require_POST
def reopening(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reopen an action."""
    action, membership = action_or_404(request.user, pk)
    require(may_settle(membership, action))
    services.reopen(action, by=membership)
    messages.success(request, _("It is open again."))
    return redirect("reports:actions")


def _said(state: str, word_is: str) -> str:
    confirmation = _("Saved: done.") if state == "done" else _("Saved: dropped.")
    words = {
        "waiting": _("Your note is waiting in your next report-back."),
        "read": _("Your note is in your report-back, where the set can read it."),
    }
    return f"{confirmation} {words[word_is]}" if word_is else confirmation


def _page(
    request: SignedInRequest,
    wrong: EndForm | None = None,
    wrong_pk: int | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "page": my_actions(request.user),
        "wrong": wrong,
        "wrong_pk": wrong_pk,
    }
    return render(request, "reports/actions/actions.html", shown, status=status)
