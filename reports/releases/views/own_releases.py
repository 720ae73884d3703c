"""The page of a person's own releases, in all their present and former sets."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actionlearning.accounts.http import SignedInRequest
from reports.access import own_release_or_404
from reports.releases.queries.own_releases import showing
from reports.releases.services import revoke_own


@require_safe
def own_releases(request: SignedInRequest) -> HttpResponse:
    """Show every story of the person that can be read outside a set."""
    page = {"sets": showing(request.user)}
    return render(request, "reports/releases/own_releases.html", page)


@require_POST
def revocation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Revoke one's own release."""
    revoke_own(own_release_or_404(request.user, pk), by=request.user)
    messages.success(request, _("Revoked. Managers no longer see it."))
    return redirect("reports:own_releases")
