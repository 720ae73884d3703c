"""The managers' pages: their sets at a glance, and one set."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from reports.access import require_manager
from reports.outcomes.queries.outcomes import glances, outcome
from sets.access import manager_or_404, membership_or_404


@require_safe
def outcomes(request: SignedInRequest) -> HttpResponse:
    """The sets this person manages; 404 for everybody else."""
    require_manager(request.user)
    return render(
        request, "reports/outcomes/outcomes.html", {"sets": glances(request.user)}
    )


@require_safe
def one(request: SignedInRequest, code: str) -> HttpResponse:
    """What one set has released, with the figures that may be shown."""
    manager = manager_or_404(request.user, code)
    shown = {"page": outcome(manager.learning_set), "answering": True}
    return render(request, "reports/outcomes/outcome.html", shown)


@require_safe
def seen_outside(request: SignedInRequest, code: str) -> HttpResponse:
    """The managers' page of the set, for the people it is about."""
    membership = membership_or_404(request.user, code)
    shown = {"page": outcome(membership.learning_set), "answering": False}
    return render(request, "reports/outcomes/outcome.html", shown)
