"""What a set asks of management, and the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import RateLimited, Stale
from reports.access import answerable_or_404, request_or_404
from reports.forms.answer import AnswerForm
from reports.forms.request import RequestForm
from reports.queries.releases import managers
from reports.queries.requests import ask, asks
from reports.rules import may_raise, may_withdraw
from reports.services import request as verbs
from sets.access import membership_or_404
from sets.models import Membership
from sets.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: SignedInRequest, code: str) -> HttpResponse:
    """The set's requests and their age; POST raises one."""
    place = membership_or_404(request.user, code)
    form = RequestForm(request.POST or None)
    if request.method == "POST":
        require(may_raise(place))
        if form.is_valid() and _raised(form, place):
            messages.success(request, _("Asked. Its age shows until it is answered."))
            return redirect("reports:requests", code)
    shown = {
        "place": place,
        "learning_set": place.learning_set,
        "asks": asks(place.learning_set, reader=place),
        "managers": managers(place.learning_set),
        "form": form if may_raise(place) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/requests.html", shown, status=status)


@require_POST
def withdrawal(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Take a request back."""
    place = membership_or_404(request.user, code)
    found = request_or_404(place, pk)
    require(may_withdraw(place, found) or not found.is_open)
    try:
        verbs.withdraw(found, by=place)
    except Stale:
        messages.info(request, _("It has been answered meanwhile."))
    return redirect("reports:requests", code)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request, as its managers answer it."""
    found, manager = answerable_or_404(request.user, pk)
    form = AnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            verbs.answer(found, by=manager, **form.cleaned_data)
            messages.success(request, _("The set has been told."))
            return redirect("reports:outcome", manager.learning_set.code)
        except Stale:
            found.refresh_from_db()
            status = 409
    shown = {"ask": ask(found), "learning_set": manager.learning_set, "form": form}
    return render(request, "reports/answer.html", shown, status=status)


def _raised(form: RequestForm, by: Membership) -> bool:
    try:
        verbs.raise_request(by.learning_set, by=by, **form.cleaned_data)
    except RateLimited as limit:
        form.add_error(None, str(limit))
    return form.is_valid()
