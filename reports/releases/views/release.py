"""The pages that release an action's story and revoke it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import RateLimited, Refusal
from actionlearning.lib.refusals import refusals
from meetings.models import Action
from reports.access import action_or_404, release_or_404
from reports.permissions import may_release
from reports.releases import services
from reports.releases.forms import ReleaseForm
from reports.releases.queries.releases import Releasing, ledger, releasing
from sets.access import membership_or_404
from sets.permissions import require


def _enough(request: SignedInRequest, refusal: Refusal, pk: int) -> HttpResponse:
    """Show why nothing more can be released today, with everything typed."""
    action, _membership = action_or_404(request.user, pk)
    page = releasing(action)
    form = ReleaseForm(request.POST, draft=page.draft)
    form.add_error(None, str(refusal))
    return _preview(request, action, page, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_enough, of=RateLimited, warn=False)
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the owner what managers will see; POST previews it again, or releases it."""
    action, membership = action_or_404(request.user, pk)
    require(may_release(membership, action))
    page = releasing(action)
    form = ReleaseForm(request.POST or None, draft=page.draft)
    status = 200
    if "release" in request.POST and page.managers:
        if form.was_seen():
            services.release(action, by=membership, story=form.story)
            messages.success(request, _("Your managers can read it now."))
            return redirect("reports:releases", membership.learning_set.code)
        status = 422
    return _preview(request, action, page, form, status=status)


def _preview(
    request: SignedInRequest,
    action: Action,
    page: Releasing,
    form: ReleaseForm,
    status: int = 200,
) -> HttpResponse:
    part = "_preview" if request.htmx else "release"
    shown = {"action": action, "page": page, "form": form, "story": form.story}
    return render(request, f"reports/releases/{part}.html", shown, status=status)


@require_safe
def releases(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the ledger: who outside the set can see what."""
    membership = membership_or_404(request.user, code)
    shown = {
        "membership": membership,
        "learning_set": membership.learning_set,
        "page": ledger(membership),
    }
    return render(request, "reports/releases/releases.html", shown)


@require_POST
def revocation(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Revoke a release."""
    membership = membership_or_404(request.user, code)
    services.revoke(release_or_404(membership, pk), by=membership)
    messages.success(
        request,
        _(
            "Revoked. Managers no longer see it. The e-mail that told them about it "
            "had no content in it."
        ),
    )
    return redirect("reports:releases", code)
