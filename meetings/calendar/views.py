"""The pages of a person's calendar: entries by mail, their feed, and single files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.calendar import queries as calendars
from meetings.calendar.forms import CalendarForm
from meetings.calendar.services.feed import choose, close_feed, open_feed

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show the person's calendar choices; POST stores them."""
    if request.method != "POST":
        return _page(request)
    form = CalendarForm(request.POST)
    if form.is_valid():
        choose(request.user, **form.cleaned_data)
        messages.success(request, _("Your choice is saved."))
    return redirect("meetings:calendar")


def _as_it_is(request: SignedInRequest, refusal: Refusal) -> HttpResponse:
    return _page(request)


@require_POST
@refusals(_as_it_is)
def address(request: SignedInRequest) -> HttpResponse:
    """Open the feed or give it a new address, which only this answer shows."""
    token = open_feed(request.user, seen=request.POST.get("seen", ""))
    path = reverse("meetings:feed", args=[token])
    return _page(request, address=request.build_absolute_uri(path))


@require_POST
def feed_end(request: SignedInRequest) -> HttpResponse:
    """Close the feed."""
    close_feed(request.user)
    messages.success(
        request, _("The subscription has ended. Its address no longer works.")
    )
    return redirect("meetings:calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Serve the feed to anybody who has its address.

    The token is checked before the caller's ETag, so that a closed feed never answers 304
    (threat-model.md#calendars).
    """
    found = calendars.feed(token)
    if found is None:
        raise Http404
    same = get_conditional_response(request, etag=found.tag)
    answer = same or HttpResponse(found.written(), content_type=CALENDAR)
    answer.headers["ETag"] = found.tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def file(request: SignedInRequest, code: str) -> HttpResponse:
    """Serve a file with one meeting, for the reader's own calendar."""
    meeting, membership = meeting_or_404(request.user, code)
    content = calendars.file_of(meeting, membership.user)
    answer = HttpResponse(content, content_type=f"{CALENDAR}; method=PUBLISH")
    name = f"meeting-{meeting.number}.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(request: SignedInRequest, *, address: str = "") -> HttpResponse:
    calendar = calendars.own(request.user)
    known = {"by_mail": calendar.by_mail, "names": calendar.names}
    shown = {
        "calendar": calendar,
        "address": address,
        "subscribe": f"webcal:{address.partition(':')[2]}" if address else "",
        "form": CalendarForm(initial=known),
    }
    return render(request, "meetings/calendar/calendar.html", shown)
