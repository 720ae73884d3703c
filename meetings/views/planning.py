"""One meeting ahead: another date, another format; or that it did not take place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import now
from meetings.access import meeting_or_404
from meetings.forms.format import FormatChoice
from meetings.forms.moving import MoveForm
from meetings.models import Meeting
from meetings.queries.formats_page import to_choose_from
from meetings.queries.moving import another_time
from meetings.rules import may_plan
from meetings.services import formats, schedule
from meetings.services import not_held as misses
from meetings.services.room import NotYet, Stale
from meetings.views.set import set_response
from sets.models import Membership
from sets.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
def date(request: SignedInRequest, code: str) -> HttpResponse:
    """Move a meeting: the form proposes a time, POST moves and tells everybody."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_plan(place, meeting))
    if request.method != "POST":
        return _ask(request, meeting)
    form = MoveForm(request.POST)
    try:
        if not _moved(meeting, form, by=place):
            return _ask(request, meeting, form=form, status=422)
    except Stale as news:
        messages.warning(request, str(news))
        return _ask(request, meeting, status=409)
    messages.success(request, _("The meeting is moved. Everybody is told by mail."))
    return redirect(meeting)


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
    except (NotYet, Stale) as reason:
        messages.warning(request, str(reason))
        status = 409 if isinstance(reason, Stale) else 422
        return set_response(request, place, status=status)
    return redirect(meeting)


def _moved(meeting: Meeting, form: MoveForm, *, by: Membership) -> bool:
    if not form.is_valid():
        return False
    when = {name: form.cleaned_data[name] for name in ("date", "time")}
    try:
        schedule.move(meeting, by=by, seen=form.seen_start, **when)
    except NotYet as reason:
        form.add_error("date", str(reason))
    return form.is_valid()


def _ask(
    request: SignedInRequest,
    meeting: Meeting,
    *,
    form: MoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    meeting.refresh_from_db(fields=["date", "time", "starts_at", "state"])
    if not (meeting.is_scheduled or meeting.is_missed):
        return redirect(meeting)
    on, time = another_time(meeting, now())
    seen = meeting.starts_at.timestamp()
    fresh = MoveForm(initial={"date": on, "time": time, "seen": seen})
    shown = {"meeting": meeting, "form": form or fresh}
    return render(request, "meetings/date.html", shown, status=status)


def _offer(
    request: SignedInRequest, meeting: Meeting, *, status: int = 200
) -> HttpResponse:
    shown = {"meeting": meeting, "choices": to_choose_from(meeting)}
    return render(request, "meetings/format.html", shown, status=status)
