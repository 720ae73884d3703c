"""The pages of requests to management, and of their answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import RateLimited, Refusal
from actionlearning.lib.refusals import refusals
from reports.access import answerable_or_404, request_or_404
from reports.models import Request
from reports.permissions import may_raise, may_withdraw
from reports.releases.queries.releases import managers
from reports.requests import services
from reports.requests.forms.answer import AnswerForm
from reports.requests.forms.request import RequestForm
from reports.requests.queries import ask, asks
from sets.access import membership_or_404
from sets.models import Membership, SetManager
from sets.permissions import require


def _enough(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why no more requests can be raised today, with everything typed."""
    form = RequestForm(request.POST, by=request.user)
    form.add_error(None, str(refusal))
    return _page(request, membership_or_404(request.user, code), form)


def _list(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    return redirect("reports:requests", code)


def _answered(request: SignedInRequest, refusal: Refusal, pk: int) -> HttpResponse:
    """Show the answer that was given meanwhile, with everything typed."""
    found, manager = answerable_or_404(request.user, pk)
    return _ask(request, found, manager, AnswerForm(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_enough, of=RateLimited, warn=False)
def requests(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the set's requests and their age; POST raises one."""
    membership = membership_or_404(request.user, code)
    form = RequestForm(request.POST or None, by=request.user)
    if request.method == "POST":
        require(may_raise(membership))
        if form.is_valid():
            services.raise_request(
                membership.learning_set, by=membership, **form.cleaned_data
            )
            messages.success(
                request,
                _("Sent. Until it is answered, the page shows how long it has waited."),
            )
            return redirect("reports:requests", code)
    return _page(request, membership, form)


@require_POST
@refusals(_list)
def withdrawal(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Withdraw a request."""
    membership = membership_or_404(request.user, code)
    found = request_or_404(membership, pk)
    require(may_withdraw(membership, found) or not found.is_open)
    services.withdraw(found, by=membership)
    return redirect("reports:requests", code)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_answered, warn=False)
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one request to a manager; POST answers it."""
    found, manager = answerable_or_404(request.user, pk)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, found, manager, form)
    services.answer(found, by=manager, **form.cleaned_data)
    messages.success(request, _("The set has been told."))
    return redirect("reports:outcome", manager.learning_set.code)


def _ask(
    request: SignedInRequest, found: Request, manager: SetManager, form: AnswerForm
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    shown = {"ask": ask(found), "learning_set": manager.learning_set, "form": form}
    return render(request, "reports/requests/answer.html", shown, status=status)


def _page(
    request: SignedInRequest, membership: Membership, form: RequestForm
) -> HttpResponse:
    shown = {
        "membership": membership,
        "learning_set": membership.learning_set,
        "asks": asks(membership.learning_set, reader=membership),
        "managers": managers(membership.learning_set),
        "form": form if may_raise(membership) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/requests/requests.html", shown, status=status)
