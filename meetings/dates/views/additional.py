"""Plan an additional meeting: the time first, then who will be told, then the deed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import instant_of
from actionlearning.lib.errors import NotAllowedYet, Refusal
from actionlearning.lib.refusals import refusals
from meetings.dates.forms.additional import AdditionalMeetingForm
from meetings.dates.queries.additional import usual, usual_and_free
from meetings.dates.queries.hours import when_for_all
from meetings.dates.services.additional import add
from meetings.dates.services.moving import check_time
from meetings.permissions import may_plan_all
from sets.access import membership_or_404
from sets.models import Membership
from sets.permissions import require


def _not_then(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why the set cannot meet on that date, with everything typed."""
    membership = membership_or_404(request.user, code)
    form = _form(request, membership)
    form.add_error("date", str(refusal))
    return _ask(request, membership, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_not_then, of=NotAllowedYet, warn=False)
def additional_meeting(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a meeting: POST shows who will be told; POST with `step=add` adds it."""
    membership = membership_or_404(request.user, code)
    require(may_plan_all(membership))
    form, step = _form(request, membership), request.POST.get("step")
    if request.method != "POST" or step == "change":
        return _ask(request, membership, form)
    if not form.is_valid():
        return _ask(request, membership, form, status=422)
    if step != "add":
        return _review(request, membership, form)
    meeting = add(membership.learning_set, by=membership, **form.cleaned_data)
    messages.success(request, _("The meeting is planned. Everybody is told by e-mail."))
    return redirect(meeting)


def _form(request: SignedInRequest, membership: Membership) -> AdditionalMeetingForm:
    habit, on = usual_and_free(membership.learning_set)
    return AdditionalMeetingForm(request.POST or None, usual=habit, on=on)


def _ask(
    request: SignedInRequest,
    membership: Membership,
    form: AdditionalMeetingForm,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "learning_set": membership.learning_set,
        "form": form,
        "zone": usual(membership.learning_set).zone,
    }
    return render(
        request, "meetings/dates/additional_meeting.html", shown, status=status
    )


def _review(
    request: SignedInRequest, membership: Membership, form: AdditionalMeetingForm
) -> HttpResponse:
    sent, of = form.cleaned_data, membership.learning_set
    starts_at = instant_of(sent["date"], sent["time"], usual(of).zone)
    check_time(of, starts_at, sent["minutes"])
    shown = {
        "learning_set": of,
        "form": form,
        "starts_at": starts_at,
        "told": when_for_all(of, starts_at, sent["minutes"]),
    }
    return render(request, "meetings/dates/additional_meeting_review.html", shown)
