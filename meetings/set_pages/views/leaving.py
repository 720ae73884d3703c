"""End a membership, one's own or another's. GET asks first, POST does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from meetings.set_pages.queries.leaving import outcome
from meetings.set_pages.services.leaving import end_membership
from sets.access import fellow_or_404, membership_or_404
from sets.permissions import may_remove, require


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """End one's own membership, or as the coordinator another one."""
    membership = membership_or_404(request.user, code)
    other = fellow_or_404(membership, pk)
    require(may_remove(membership, other))
    if request.method != "POST":
        shown = {
            "membership": membership,
            "other": other,
            "is_me": other == membership,
            "outcome": outcome(other).value,
        }
        return render(request, "meetings/set_pages/leaving.html", shown)
    end_membership(other, by=membership)
    if other == membership:
        messages.success(request, _("You have left the set."))
        return redirect("home")
    name = {"name": other.first_name}
    messages.success(request, _("%(name)s is no longer in the set.") % name)
    return redirect("sets:members", code)
