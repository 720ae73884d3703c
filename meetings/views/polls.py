"""A set looks for a date: ask, answer, decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.errors import retry_after
from actionlearning.lib.errors import NotAllowedYet, RateLimited, Stale
from meetings.access import own_meeting_or_404, poll_or_404
from meetings.forms.poll import PollForm, TimeForm
from meetings.models import Meeting, Poll
from meetings.queries.extra import usual
from meetings.queries.poll_new import may_open, open_about, suggested
from meetings.queries.polls import poll_page
from meetings.rules import may_end_poll
from meetings.services import polls
from sets.access import membership_or_404
from sets.models import Membership
from sets.rules import require

ANSWERS = {"yes", "maybe", "no"}


@require_http_methods(["GET", "HEAD", "POST"])
def new_poll(request: SignedInRequest, code: str) -> HttpResponse:
    """Propose times; `?meeting=` names the meeting to move, without it it is one more."""
    place = membership_or_404(request.user, code)
    about = request.GET.get("meeting", "")
    meeting = own_meeting_or_404(place, about) if about else None
    require(may_open(place, meeting))
    if request.method == "POST":
        return _ask(request, place, meeting, PollForm(request.POST))
    filled = PollForm(suggested=suggested(place, meeting))
    return _propose(request, place, meeting, filled)


def _ask(
    request: SignedInRequest, place: Membership, meeting: Meeting | None, form: PollForm
) -> HttpResponse:
    try:
        poll = _opened(place, meeting, form)
    except Stale as news:
        messages.warning(request, str(news))
        return _propose(request, place, meeting, form, status=409)
    except RateLimited as limit:
        messages.warning(request, str(limit))
        again = _propose(request, place, meeting, form, status=429)
        return retry_after(limit.seconds, again)
    if poll is None:
        return _propose(request, place, meeting, form, status=422)
    return redirect(poll)


@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show a poll; POST says when one can."""
    place = membership_or_404(request.user, code)
    of = poll_or_404(place, pk)
    if request.method != "POST":
        return _show(request, place, of)
    try:
        polls.answer(of, by=place, answers=_answers(request))
    except Stale as news:
        messages.warning(request, str(news))
        return _show(request, place, poll_or_404(place, pk), status=409)
    messages.success(request, _("Your answers are kept. You can change them."))
    return redirect(of)


@require_POST
def poll_times(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Propose one time more."""
    place = membership_or_404(request.user, code)
    of, form = poll_or_404(place, pk), TimeForm(request.POST)
    require(may_end_poll(place, of))
    try:
        if form.is_valid():
            polls.add_time(of, by=place, **form.cleaned_data)
    except NotAllowedYet as reason:
        form.add_error("date", str(reason))
    except Stale as news:
        messages.warning(request, str(news))
        return _show(request, place, poll_or_404(place, pk), status=409)
    if form.errors:
        return _show(request, place, of, form=form, status=422)
    return redirect(of)


@require_POST
def poll_decision(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Turn one of the times into the meeting."""
    place = membership_or_404(request.user, code)
    of, chosen = poll_or_404(place, pk), request.POST.get("time", "")
    try:
        time_id = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
        meeting = polls.decide(of, by=place, time_id=time_id)
    except (NotAllowedYet, Stale) as reason:
        messages.warning(request, str(reason))
        status = 409 if isinstance(reason, Stale) else 422
        return _show(request, place, poll_or_404(place, pk), status=status)
    messages.success(request, _("The date is found. Everybody is told by mail."))
    return redirect(meeting)


@require_POST
def poll_closing(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """End a poll without a date."""
    place = membership_or_404(request.user, code)
    of = poll_or_404(place, pk)
    try:
        polls.close(of, by=place)
    except Stale as news:
        messages.warning(request, str(news))
        return _show(request, place, poll_or_404(place, pk), status=409)
    return redirect(of)


def _opened(place: Membership, meeting: Meeting | None, form: PollForm) -> Poll | None:
    if not form.is_valid():
        return None
    of = place.learning_set
    zone = meeting.zone if meeting else usual(of).zone
    try:
        return polls.open_poll(
            of,
            by=place,
            times=form.times,
            meeting=meeting,
            closes_at=form.closes_at(zone),
        )
    except NotAllowedYet as reason:
        form.add_error(None, str(reason))
    return None


def _answers(request: SignedInRequest) -> dict[int, str]:
    """Return time → answer from fields like "time-3"; what is no answer is left aside."""
    found = {}
    for name, value in request.POST.items():
        _word, dash, number = name.partition("time-")
        if dash and number.isdecimal() and value in ANSWERS and len(number) < 19:
            found[int(number)] = str(value)
    return found


def _propose(
    request: SignedInRequest,
    place: Membership,
    meeting: Meeting | None,
    form: PollForm,
    *,
    status: int = 200,
) -> HttpResponse:
    of = place.learning_set
    shown = {
        "learning_set": of,
        "meeting": meeting,
        "form": form,
        "zone": meeting.zone if meeting else usual(of).zone,
        "poll": open_about(of, meeting),
    }
    return render(request, "meetings/poll_new.html", shown, status=status)


def _show(
    request: SignedInRequest,
    place: Membership,
    of: Poll,
    *,
    form: TimeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = poll_page(place, of)
    shown = {
        "page": page,
        "learning_set": place.learning_set,
        "form": form or TimeForm(),
    }
    return render(request, "meetings/poll.html", shown, status=status)
