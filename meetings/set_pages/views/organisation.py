"""The administrators' page, without content and without a way into a set."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.set_pages.queries.organisation import organisation_page
from sets.access import organisation_or_404


@require_safe
def organisation(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the programmes and sets that this person administers."""
    page = organisation_page(*organisation_or_404(request.user, code))
    return render(request, "meetings/set_pages/organisation.html", {"page": page})
