"""The set's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from meetings.access import meeting_or_404
from meetings.set_pages.queries.set_page import set_page
from sets.access import membership_or_404
from sets.models import Membership


@require_safe
def learning_set(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the page of one set."""
    return set_response(request, membership_or_404(request.user, code))


def set_response(
    request: SignedInRequest, membership: Membership, *, status: int = 200
) -> HttpResponse:
    """Answer with the set's page as it is now, also to a stale reply."""
    page = {"page": set_page(membership)}
    return render(request, "meetings/set_pages/set.html", page, status=status)


def set_as_it_is(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Answer a refusal about one of the set's meetings."""
    _meeting, membership = meeting_or_404(request.user, code)
    return set_response(request, membership)
