"""The page of an issue, on which its owner steers it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Issue
from reports.access import issue_or_404
from reports.issues.forms import SentenceForm, StateForm
from reports.issues.queries.issue import issue_page
from reports.issues.services.issue import reword, steer
from reports.permissions import may_steer
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


@require_safe
def issue(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show how the question changed from meeting to meeting."""
    membership = membership_or_404(request.user, code)
    return _page(request, issue_or_404(membership, pk), membership)


@require_POST
def sentence(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Reword the issue in its next generation."""
    membership = membership_or_404(request.user, code)
    about = issue_or_404(membership, pk)
    require(may_steer(membership, about))
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return _page(request, about, membership, form, status=422)
    reword(about, by=membership, sentence=form.cleaned_data["sentence"])
    messages.success(request, _("The new question is saved."))
    return redirect("reports:issue", code, pk)


@require_POST
def state(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Close, park or reopen an issue."""
    membership = membership_or_404(request.user, code)
    about = issue_or_404(membership, pk)
    require(may_steer(membership, about))
    form = StateForm(request.POST)
    if not form.is_valid():
        return _page(request, about, membership, status=422)
    steer(about, by=membership, state=form.cleaned_data["state"])
    messages.success(request, _said(form.cleaned_data["state"]))
    return redirect("reports:issue", code, pk)


def _said(state: str) -> str:
    said: dict[str, str] = {
        Issue.State.OPEN: _("It is open again."),
        Issue.State.PARKED: _("Parked. You can take it up again whenever you like."),
        Issue.State.CLOSED: _("Closed. Its history stays for you to look back on."),
    }
    return said[state]


def _page(
    request: SignedInRequest,
    about: Issue,
    membership: Membership,
    form: SentenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = issue_page(about, membership)
    shown = {
        "page": page,
        "form": form or SentenceForm(initial={"sentence": page.sentence}),
    }
    return render(request, "reports/issues/issue.html", shown, status=status)
