"""The pages of polls: open one, answer it, decide it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import NotAllowedYet, Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import own_meeting_or_404, poll_or_404
from meetings.dates.queries.additional import usual
from meetings.models import Meeting, Poll, TimeAnswer
from meetings.permissions import may_end_poll
from meetings.polls.forms import PollForm, TimeForm
from meetings.polls.queries.new import may_open, open_about, suggested
from meetings.polls.queries.page import poll_page
from meetings.polls.services import polls
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


def _not_asked(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why the poll was not opened, with everything typed."""
    membership = membership_or_404(request.user, code)
    form = PollForm(request.POST)
    if isinstance(refusal, NotAllowedYet):
        form.add_error(None, str(refusal))
    return _propose(request, membership, _about(request, membership), form)


def _as_it_is(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    membership = membership_or_404(request.user, code)
    return _show(request, membership, poll_or_404(membership, pk))


def _not_then(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    """Show why the set cannot meet at that time, with everything typed."""
    membership, form = membership_or_404(request.user, code), TimeForm(request.POST)
    form.add_error("date", str(refusal))
    return _show(request, membership, poll_or_404(membership, pk), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_not_asked)
@refusals(_not_asked, of=NotAllowedYet, warn=False)
def new_poll(request: SignedInRequest, code: str) -> HttpResponse:
    """Open a poll, about the meeting in `?meeting=`, or about an additional one."""
    membership = membership_or_404(request.user, code)
    meeting = _about(request, membership)
    require(may_open(membership, meeting))
    if request.method != "POST":
        filled = PollForm(suggested=suggested(membership, meeting))
        return _propose(request, membership, meeting, filled)
    form = PollForm(request.POST)
    if not form.is_valid():
        return _propose(request, membership, meeting, form)
    return redirect(_opened(membership, meeting, form))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_as_it_is)
def poll(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show a poll; POST stores the member's answers."""
    membership = membership_or_404(request.user, code)
    of = poll_or_404(membership, pk)
    if request.method != "POST":
        return _show(request, membership, of)
    polls.answer(of, by=membership, answers=_answers(request))
    messages.success(request, _("Your answers are saved. You can change them."))
    return redirect(of)


@require_POST
@refusals(_as_it_is)
@refusals(_not_then, of=NotAllowedYet, warn=False)
def poll_times(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Propose one more time."""
    membership = membership_or_404(request.user, code)
    of, form = poll_or_404(membership, pk), TimeForm(request.POST)
    require(may_end_poll(membership, of))
    if not form.is_valid():
        return _show(request, membership, of, form=form)
    polls.add_time(of, by=membership, **form.cleaned_data)
    return redirect(of)


@require_POST
@refusals(_as_it_is)
def poll_decision(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Turn one of the times into the meeting."""
    membership = membership_or_404(request.user, code)
    of, chosen = poll_or_404(membership, pk), request.POST.get("time", "")
    time_id = int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0
    meeting = polls.decide(of, by=membership, time_id=time_id)
    messages.success(request, _("The date is decided. Everybody is told by e-mail."))
    return redirect(meeting)


@require_POST
@refusals(_as_it_is)
def poll_closing(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Close a poll without a date."""
    membership = membership_or_404(request.user, code)
    of = poll_or_404(membership, pk)
    polls.close(of, by=membership)
    return redirect(of)


def _about(request: SignedInRequest, membership: Membership) -> Meeting | None:
    """Return the meeting that the address names, if any."""
    code = request.GET.get("meeting", "")
    return own_meeting_or_404(membership, code) if code else None


def _opened(membership: Membership, meeting: Meeting | None, form: PollForm) -> Poll:
    of = membership.learning_set
    closes_at = form.closes_at(meeting.zone if meeting else usual(of).zone)
    return polls.open_poll(
        of, by=membership, times=form.times, meeting=meeting, closes_at=closes_at
    )


def _answers(request: SignedInRequest) -> dict[int, str]:
    """Return the answers by time from fields like "time-3", without any other values."""
    found = {}
    for name, value in request.POST.items():
        _word, dash, number = name.partition("time-")
        if (
            dash
            and number.isdecimal()
            and value in TimeAnswer.Answer
            and len(number) < 19
        ):
            found[int(number)] = str(value)
    return found


def _propose(
    request: SignedInRequest,
    membership: Membership,
    meeting: Meeting | None,
    form: PollForm,
) -> HttpResponse:
    of = membership.learning_set
    shown = {
        "learning_set": of,
        "meeting": meeting,
        "form": form,
        "zone": meeting.zone if meeting else usual(of).zone,
        "poll": open_about(of, meeting),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/polls/poll_new.html", shown, status=status)


def _show(
    request: SignedInRequest,
    membership: Membership,
    of: Poll,
    *,
    form: TimeForm | None = None,
) -> HttpResponse:
    shown = {
        "page": poll_page(membership, of),
        "learning_set": membership.learning_set,
        "form": form or TimeForm(),
    }
    status = 422 if form and form.errors else 200
    return render(request, "meetings/polls/poll.html", shown, status=status)
