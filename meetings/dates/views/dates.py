"""The pages that move or cancel one meeting, the later ones, or all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Refusal, Stale
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from meetings.dates.forms.cancellation import CancellationForm
from meetings.dates.forms.moving import DatesForm
from meetings.dates.forms.rhythm import RULE
from meetings.dates.queries import page as dates_page
from meetings.dates.queries.page import Review
from meetings.dates.queries.replanning import THIS, change, mark
from meetings.dates.queries.rhythm import rhythm
from meetings.dates.services import cancelling as calling_off, moving, replan
from meetings.models import Meeting
from meetings.permissions import may_plan, may_plan_all
from sets.models import Membership
from sets.permissions import require


def _not_then(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why the set cannot meet on that date, with everything typed."""
    meeting, membership = meeting_or_404(request.user, code)
    form = DatesForm(request.POST, meeting=meeting, by=membership)
    form.add_error("date", str(refusal))
    return _ask(request, meeting, form)


def _as_it_is(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show the present dates to a person whose page was out of date."""
    meeting, membership = meeting_or_404(request.user, code)
    if not (meeting.is_scheduled or meeting.is_missed):
        return redirect(meeting)
    return _ask(request, meeting, DatesForm(meeting=meeting, by=membership))


def _still_on(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    return _ask_whether(request, *meeting_or_404(request.user, code))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_as_it_is, of=Stale)
@refusals(_not_then, of=NotAllowedYet, warn=False)
def date(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for time and place; POST shows the effect, and with `sure` stores it."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_plan(membership, meeting))
    if not (meeting.is_scheduled or meeting.is_missed):
        return redirect(meeting)
    sent = request.POST if request.method == "POST" else None
    form = DatesForm(sent, meeting=meeting, by=membership)
    if not form.is_valid() or "back" in request.POST:
        return _ask(request, meeting, form)
    if "sure" in request.POST:
        return _change(request, meeting, form, by=membership)
    return _review(request, meeting, form)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_still_on)
def cancellation(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask before a meeting, or all later ones too, are cancelled; POST cancels them."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_plan(membership, meeting))
    posted = request.POST if request.method == "POST" else None
    form = CancellationForm(posted, by=membership) if posted else None
    if form is None or not form.is_valid():
        return _ask_whether(request, meeting, membership, form)
    asked = form.cleaned_data
    if calling_off.call_off(
        meeting, by=membership, scope=asked["scope"], seen=asked["seen"]
    ):
        messages.success(request, _("It is called off. Everybody is told by e-mail."))
    return redirect(meeting.learning_set)


def _change(
    request: SignedInRequest, meeting: Meeting, form: DatesForm, *, by: Membership
) -> HttpResponse:
    if form.chosen_scope == THIS:
        when = {name: form.cleaned_data[name] for name in ("date", "time")}
        moving.move(meeting, by=by, where=form.where, seen=form.sequence, **when)
        messages.success(
            request, _("The meeting is moved. Everybody is told by e-mail.")
        )
    else:
        scope, plan = form.chosen_scope, form.plan()
        replan.replan(meeting, by=by, scope=scope, plan=plan, seen=form.mark)
        messages.success(
            request, _("The dates are changed. Everybody is told by e-mail.")
        )
    return redirect(meeting)


def _review(
    request: SignedInRequest, meeting: Meeting, form: DatesForm
) -> HttpResponse:
    review = _worked_out(meeting, form)
    if review is None:
        messages.info(request, _("Nothing has changed, so nobody is told."))
        return redirect(meeting)
    shown = {"meeting": meeting, "form": form, "review": review}
    return render(request, "meetings/dates/dates_review.html", shown)


def _worked_out(meeting: Meeting, form: DatesForm) -> Review | None:
    """Return the effect of the form; raise whatever the service would raise."""
    if form.chosen_scope != THIS:
        replan.refuse_stale(meeting.learning_set, form.mark)
        found = change(meeting, form.chosen_scope, form.plan(), now())
        replan.check(found)
        return dates_page.of_all(found)
    if form.sequence != meeting.sequence:
        raise Stale(_("Somebody has already moved this meeting."))
    when = form.cleaned_data["date"], form.cleaned_data["time"]
    moved = moving.rehearse(meeting, *when, form.where)
    return dates_page.of_one(meeting, moved[0], *moved[1]) if moved else None


def _ask(request: SignedInRequest, meeting: Meeting, form: DatesForm) -> HttpResponse:
    shown = {
        "meeting": meeting,
        "form": form,
        "rhythm": rhythm(meeting.series) if form.follows and meeting.series else "",
        "rule_is_open": form.follows and bool(form.errors.keys() & RULE),
    }
    status = 422 if form.errors else 200
    return render(request, "meetings/dates/date.html", shown, status=status)


def _ask_whether(
    request: SignedInRequest,
    meeting: Meeting,
    membership: Membership,
    form: CancellationForm | None = None,
) -> HttpResponse:
    if not meeting.is_scheduled:
        return redirect(meeting)
    fresh = CancellationForm(
        initial={"seen": mark(meeting.learning_set)}, by=membership
    )
    shown = {
        "meeting": meeting,
        "form": form or fresh,
        "review": dates_page.of_calling_off(meeting),
        "may_plan_all": may_plan_all(membership),
    }
    status = 422 if form and form.errors else 200
    return render(request, "meetings/dates/cancellation.html", shown, status=status)
