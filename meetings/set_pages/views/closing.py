"""Close a set for everybody in it. GET shows the effect, POST does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.selectors import ahead, left_open
from meetings.set_pages.services.closing import close_set
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import may_close, require


def _not_now(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    return _ask(request, membership_or_404(request.user, code))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_not_now, warn=False)
def closing(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask before closing a set; POST closes it."""
    membership = membership_or_404(request.user, code)
    require(may_close(membership))
    if request.method == "POST":
        close_set(membership.learning_set, by=membership)
        messages.success(request, _("The set is closed."))
    elif not membership.learning_set.is_closed:
        return _ask(request, membership)
    return redirect("meetings:set", code)


def _ask(request: SignedInRequest, membership: Membership) -> HttpResponse:
    of = membership.learning_set
    coming = list(ahead(of))
    live = next((meeting for meeting in coming if meeting.is_live), None)
    page = {
        "learning_set": of,
        "live": live,
        "left_open": left_open(of).first(),
        "coming": coming,
    }
    return render(request, "meetings/set_pages/closing.html", page)
