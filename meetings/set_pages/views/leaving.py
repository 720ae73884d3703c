"""Leave a set, or ask somebody out of it. GET asks first, POST does it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from meetings.set_pages.services.leaving import end_place
from sets.access import fellow_or_404, membership_or_404
from sets.permissions import may_remove, require


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """End one's own place, or as coordinator another's."""
    place = membership_or_404(request.user, code)
    other = fellow_or_404(place, pk)
    require(may_remove(place, other))
    if request.method != "POST":
        shown = {"place": place, "other": other, "is_me": other == place}
        return render(request, "meetings/set_pages/leaving.html", shown)
    end_place(other, by=place)
    if other == place:
        messages.success(request, _("You have left the set."))
        return redirect("home")
    name = {"name": other.first_name}
    messages.success(request, _("%(name)s is no longer in the set.") % name)
    return redirect("sets:members", code)
