"""Close a meeting that nobody closed in time. GET says what that does, POST does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import now
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.permissions import may_close_as_held
from meetings.room.services.phase import close_as_held
from meetings.set_pages.queries.late_closing import late_closing as page_of
from meetings.set_pages.views.set import set_as_it_is


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(set_as_it_is)
def late_closing(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask before closing a meeting as held; POST closes it."""
    meeting, membership = meeting_or_404(request.user, code)
    if request.method == "POST":
        close_as_held(meeting, by=membership)
        said = _("Meeting %(number)d is closed. Everybody in the set gets the wrap-up.")
        messages.success(request, said % {"number": meeting.number})
    elif may_close_as_held(membership, meeting, now()):
        shown = {"page": page_of(meeting, membership)}
        return render(request, "meetings/set_pages/late_closing.html", shown)
    return redirect(meeting)
