"""One meeting ahead: another format; or that it did not take place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.access import meeting_or_404
from meetings.forms.format import FormatChoice
from meetings.models import Meeting
from meetings.queries.formats_page import to_choose_from
from meetings.rules import may_plan
from meetings.services import formats
from meetings.services import not_held as misses
from meetings.views.set import set_response
from sets.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def format_of(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose by which format one meeting goes."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_plan(place, meeting))
    if request.method != "POST":
        return _offer(request, meeting) if meeting.is_scheduled else redirect(meeting)
    form = FormatChoice(request.POST, of=place.learning_set)
    if not form.is_valid():
        return _offer(request, meeting, status=422)
    try:
        formats.choose(meeting, by=place, choice=form.choice)
    except Stale as news:
        messages.warning(request, str(news))
        return set_response(request, place, status=409)
    return redirect(meeting)


@require_POST
def not_held(request: SignedInRequest, code: str) -> HttpResponse:
    """Say that a meeting did not take place; the page says what may come next."""
    meeting, place = meeting_or_404(request.user, code)
    try:
        misses.tell(meeting, by=place)
    except (NotAllowedYet, Stale) as reason:
        messages.warning(request, str(reason))
        status = 409 if isinstance(reason, Stale) else 422
        return set_response(request, place, status=status)
    return redirect(meeting)


def _offer(
    request: SignedInRequest, meeting: Meeting, *, status: int = 200
) -> HttpResponse:
    shown = {"meeting": meeting, "choices": to_choose_from(meeting)}
    return render(request, "meetings/format.html", shown, status=status)
