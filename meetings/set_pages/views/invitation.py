"""The page that a mailed invitation opens. GET shows, only POST accepts.

See docs/threat-model.md#mailed-links.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.models import User
from actionlearning.accounts.signup import sign_up_for
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.set_pages.queries.invitation import invitation_page
from sets.access import invitation_or_404
from sets.invitations.services import accept
from sets.models import Invitation, Membership, SetManager


def _shut(request: HttpRequest, refusal: Refusal, token: str) -> HttpResponse:
    return _page(request, invitation_or_404(token))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_shut, warn=False)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation; POST accepts it."""
    found = invitation_or_404(token)
    if request.method != "POST" or not isinstance(request.user, User):
        return _page(request, found)
    return _inside(request, accept(found, user=request.user))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: HttpRequest, token: str) -> HttpResponseBase:
    """Sign up with the invited address, then return to accept."""
    page = invitation_page(invitation_or_404(token), request.user)
    back = reverse("meetings:invitation", args=[token])
    if page.state != "open":
        return redirect(back)
    return sign_up_for(
        request,
        page.invitation.email,
        template="meetings/set_pages/invitation_account.html",
        back=back,
        page=page,
    )


def _inside(request: HttpRequest, membership: Membership | SetManager) -> HttpResponse:
    code = membership.learning_set.code
    if isinstance(membership, SetManager):
        return redirect("reports:outcome", code)
    messages.success(request, _("Welcome. First, read how this set works together."))
    return redirect("sets:agreement", code)


def _page(request: HttpRequest, found: Invitation) -> HttpResponse:
    shown = {"page": invitation_page(found, request.user)}
    return render(request, "meetings/set_pages/invitation.html", shown)
