"""The set's own page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
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
    return render(
        request,
        "meetings/set_pages/set.html",
        {"page": set_page(membership)},
        status=status,
    )
