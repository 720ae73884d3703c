"""The reminder of a meeting, as its coordinator words it and may send it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.models import Meeting
from reports.permissions import may_remind
from reports.reminders.forms import LineForm
from reports.reminders.letters.meeting import as_it_reads
from reports.reminders.queries.reminder import reminder_page
from reports.reminders.services import reminder as verbs
from sets.models import Membership
from sets.permissions import require


def _as_it_is(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    return _page(request, *meeting_or_404(request.user, code))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_as_it_is)
def reminder(request: SignedInRequest, code: str) -> HttpResponse:
    """What the next reminder says; POST keeps the coordinator's line."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_remind(membership))
    form = LineForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, meeting, membership, form=form)
    verbs.word(meeting, by=membership, line=form.cleaned_data["line"])
    messages.success(request, _("The line is kept."))
    return redirect("reports:reminder", code)


@require_POST
@refusals(_as_it_is)
def sending(request: SignedInRequest, code: str) -> HttpResponse:
    """Send the reminder now."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_remind(membership))
    count = verbs.send_now(meeting, by=membership)
    sentence = ngettext(
        "The reminder goes to one person.", "The reminder goes to %(n)d people.", count
    )
    messages.success(request, sentence % {"n": count})
    return redirect("reports:reminder", code)


def _page(
    request: SignedInRequest,
    meeting: Meeting,
    membership: Membership,
    *,
    form: LineForm | None = None,
) -> HttpResponse:
    page = reminder_page(meeting)
    is_typed = form is not None and form.is_bound
    shown = {
        "meeting": meeting,
        "page": page,
        "letter": as_it_reads(meeting, membership),
        "form": form if is_typed else LineForm(initial={"line": page.line}),
    }
    status = 422 if is_typed else 200
    return render(request, "reports/reminders/reminder.html", shown, status=status)
