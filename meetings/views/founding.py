"""Found a set: one short page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, RateLimited
from meetings.forms.founding import FoundingForm
from meetings.queries.founding import likely_names
from meetings.services.founding import found_set


@require_http_methods(["GET", "HEAD", "POST"])
def founding(request: SignedInRequest) -> HttpResponse:
    """The form; POST founds the set and goes to its page."""
    organisation, programme = likely_names(request.user)
    form = FoundingForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        organisation=organisation,
        programme=programme,
    )
    if form.is_valid():
        try:
            learning_set = found_set(by=request.user, **form.founding())
        except (NotAllowedYet, RateLimited) as limit:
            form.add_error("people", str(limit))
        else:
            messages.success(request, _("The set is founded. Invitations go out now."))
            return redirect("meetings:set", learning_set.code)
    status = 422 if form.is_bound else 200
    return render(request, "meetings/founding.html", {"form": form}, status=status)
