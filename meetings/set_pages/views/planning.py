"""Choose the format of a meeting, or say that it did not take place."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.dates.services import not_held as misses
from meetings.formats import services as formats
from meetings.formats.forms.fields import FormatChoice
from meetings.formats.queries.page import to_choose_from
from meetings.models import Meeting
from meetings.permissions import may_plan
from meetings.set_pages.views.set import set_as_it_is
from sets.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(set_as_it_is)
def format_of(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose the format of one meeting."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_plan(membership, meeting))
    if request.method != "POST":
        return _offer(request, meeting) if meeting.is_scheduled else redirect(meeting)
    form = FormatChoice(request.POST, of=membership.learning_set)
    if not form.is_valid():
        return _offer(request, meeting, status=422)
    formats.choose(meeting, by=membership, choice=form.choice)
    return redirect(meeting)


@require_POST
@refusals(set_as_it_is)
def not_held(request: SignedInRequest, code: str) -> HttpResponse:
    """Say that a meeting did not take place; its page shows what may come next."""
    meeting, membership = meeting_or_404(request.user, code)
    misses.tell(meeting, by=membership)
    return redirect(meeting)


def _offer(
    request: SignedInRequest, meeting: Meeting, *, status: int = 200
) -> HttpResponse:
    shown = {"meeting": meeting, "choices": to_choose_from(meeting)}
    return render(request, "meetings/formats/format.html", shown, status=status)
