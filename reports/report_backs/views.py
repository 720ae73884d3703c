"""The pages of one's own report-back: draft it, file it, skip it, add to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Conflict, Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from reports.access import report_or_404, turn_or_404
from reports.issues.queries.next_step import open_issues
from reports.permissions import may_add, may_note_given, may_report
from reports.report_backs.forms import AdditionForm, ExcuseForm, ReportBackForm
from reports.report_backs.queries.report_back import (
    Writing,
    conflict as both,
    own_report,
    own_telling,
    saved_stamp,
    writing,
)
from reports.report_backs.services import report_back as report_backs
from sets.permissions import require


def _clash(request: SignedInRequest, conflict: Conflict, code: str) -> HttpResponse:
    """Show both texts side by side; the typed one stays in the form."""
    page, form = _typed(request, code)
    stored = conflict.stored
    shown = {
        "page": page,
        "form": form,
        "conflict": both(stored, form.answers),
        "version": stored.version,
        "in_place": _asks_for_json(request),
    }
    if not _asks_for_json(request):
        form.start_from(stored)
        return render(request, "reports/report_backs/report_back.html", shown)
    part = render_to_string("reports/report_backs/_conflict.html", shown, request)
    stamp = _("Not saved: you wrote something else in another window.")
    return JsonResponse({"stamp": stamp, "version": stored.version, "part": part})


def _too_late(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    """Show why it cannot be changed any more, with the text to copy."""
    if _asks_for_json(request):
        return JsonResponse({"stamp": str(refusal)})
    page, form = _typed(request, code)
    shown = {"page": page, "form": form, "news": str(refusal)}
    return render(request, "reports/report_backs/report_back_over.html", shown)


def _no_excuse(request: SignedInRequest, refusal: Refusal, code: str) -> HttpResponse:
    page = writing(*meeting_or_404(request.user, code))
    shown = {"page": page, "news": str(refusal)}
    return render(request, "reports/report_backs/report_back_over.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_too_late, warn=False)
@refusals(_clash, of=Conflict, warn=False)
def report_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the form of one's report-back, or the filed one; POST files it."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_report(membership))
    page = writing(meeting, membership)
    if request.method == "POST":
        return _file(request, page)
    if page.report.is_shared and not (page.is_open and "change" in request.GET):
        return _told(request, page)
    if not page.is_open:
        return render(
            request, "reports/report_backs/report_back_over.html", {"page": page}
        )
    return _form(request, page, ReportBackForm(writing=page))


@require_POST
@refusals(_too_late, warn=False)
@refusals(_clash, of=Conflict, warn=False)
def draft(request: SignedInRequest, code: str) -> HttpResponse:
    """Save the draft; scripts get their answer in JSON."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_report(membership))
    page = writing(meeting, membership)
    form = ReportBackForm(request.POST, writing=page)
    if not form.is_valid():
        return _unsaved(request, page, form)
    report_backs.save_draft(meeting, by=membership, **_sent(form))
    if _asks_for_json(request):
        return _saved(page)
    messages.success(request, _("Saved as a draft. Only you can see it."))
    return redirect("reports:report_back", code)


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_no_excuse, warn=False)
def excuse(request: SignedInRequest, code: str) -> HttpResponse:
    """Say "not this time", with a reason."""
    meeting, membership = meeting_or_404(request.user, code)
    require(may_report(membership))
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        shown = {"meeting": meeting, "form": form}
        status = 422 if form.is_bound else 200
        template = "reports/report_backs/report_back_excuse.html"
        return render(request, template, shown, status=status)
    report_backs.skip(meeting, by=membership, reason=form.cleaned_data["reason"])
    messages.success(request, _("Saved: not this time. Your draft stays yours."))
    return redirect("reports:meeting", code)


@require_POST
def additions(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Add to one's filed report-back, which itself stays as it was."""
    meeting, membership = meeting_or_404(request.user, code)
    report = report_or_404(membership, meeting, pk)
    require(may_add(membership, report))
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _told(request, writing(meeting, membership), adding=form, status=422)
    report_backs.add(report, by=membership, text=form.cleaned_data["text"])
    messages.success(request, _("Added, with today’s date."))
    return redirect("reports:report_back", code)


@require_POST
def given(request: SignedInRequest, code: str) -> HttpResponse:
    """Note that the speaker of a turn has given their report-back in the room."""
    meeting, membership = meeting_or_404(request.user, code)
    speaker = turn_or_404(meeting, request.POST.get("turn", "")).membership
    require(may_note_given(membership, meeting, speaker))
    report_backs.give(meeting, by=membership, who=speaker)
    return redirect("meetings:room", code)


def _file(request: SignedInRequest, page: Writing) -> HttpResponse:
    form = ReportBackForm(request.POST, writing=page)
    if not (form.is_valid() and form.is_told()):
        return _form(request, page, form, status=422)
    report_backs.file(page.meeting, by=page.membership, **_sent(form))
    messages.success(request, _("Filed. The set can read it now."))
    return redirect("reports:report_back", page.meeting.code)


def _sent(form: ReportBackForm) -> dict[str, Any]:
    """Return the arguments of the services from a valid form."""
    data = form.cleaned_data
    seen, writer = data["version"], data["page"]
    return {"fields": form.answers, "seen_version": seen, "page": writer}


def _typed(request: SignedInRequest, code: str) -> tuple[Writing, ReportBackForm]:
    """Return the page as it is now, and the form with everything typed."""
    page = writing(*meeting_or_404(request.user, code))
    form = ReportBackForm(request.POST, writing=page)
    form.is_valid()
    return page, form


def _saved(page: Writing) -> HttpResponse:
    report = own_report(page.meeting, page.membership)
    stamp = saved_stamp(report, page.membership)
    return JsonResponse({"stamp": stamp, "version": report.version})


def _form(
    request: SignedInRequest, page: Writing, form: ReportBackForm, status: int = 200
) -> HttpResponse:
    shown = {"page": page, "form": form}
    return render(
        request, "reports/report_backs/report_back.html", shown, status=status
    )


def _told(
    request: SignedInRequest,
    page: Writing,
    adding: AdditionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one's report-back as the set reads it, and its next steps."""
    shown = {
        "page": page,
        "telling": own_telling(page),
        "adding": adding or AdditionForm(),
        "open_issues": open_issues(page.report),
    }
    return render(
        request, "reports/report_backs/report_back_told.html", shown, status=status
    )


def _asks_for_json(request: SignedInRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _unsaved(
    request: SignedInRequest, page: Writing, form: ReportBackForm
) -> HttpResponse:
    if _asks_for_json(request):
        reason = _("Not saved: %(why)s") % {"why": " ".join(form.problems)}
        return JsonResponse({"stamp": reason}, status=422)
    return _form(request, page, form, status=422)
