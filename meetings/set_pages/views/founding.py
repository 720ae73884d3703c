"""The page that founds a set."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.set_pages.forms import FoundingForm
from meetings.set_pages.queries.founding import likely_names
from meetings.set_pages.services.founding import found_set


def _too_many(request: SignedInRequest, refusal: Refusal) -> HttpResponse:
    """Show why so many cannot be invited, with everything typed."""
    form = _form(request)
    form.add_error("people", str(refusal))
    return _ask(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_too_many, warn=False)
def founding(request: SignedInRequest) -> HttpResponse:
    """Show the form; POST founds the set and goes to its page."""
    form = _form(request)
    if not form.is_valid():
        return _ask(request, form)
    learning_set = found_set(by=request.user, **form.founding())
    messages.success(request, _("The set is started. Invitations are going out now."))
    return redirect("meetings:set", learning_set.code)


def _form(request: SignedInRequest) -> FoundingForm:
    organisation, programme = likely_names(request.user)
    return FoundingForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        organisation=organisation,
        programme=programme,
    )


def _ask(request: SignedInRequest, form: FoundingForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, "meetings/set_pages/founding.html", {"form": form}, status=status
    )
