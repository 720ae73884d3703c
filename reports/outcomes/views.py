"""The pages of managers: all their sets at a glance, and one set."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from reports.access import require_manager
from reports.outcomes.queries.outcomes import glances, outcome
from sets.access import manager_or_404, membership_or_404


@require_safe
def outcomes(request: SignedInRequest) -> HttpResponse:
    """Show the sets that this person manages; 404 if there are none."""
    require_manager(request.user)
    return render(
        request, "reports/outcomes/outcomes.html", {"sets": glances(request.user)}
    )


@require_safe
def one(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one set's releases, requests and the figures that may be shown."""
    manager = manager_or_404(request.user, code)
    shown = {"page": outcome(manager.learning_set), "answering": True}
    return render(request, "reports/outcomes/outcome.html", shown)


@require_safe
def seen_outside(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the managers' page of a set to its members."""
    membership = membership_or_404(request.user, code)
    shown = {"page": outcome(membership.learning_set), "answering": False}
    return render(request, "reports/outcomes/outcome.html", shown)
