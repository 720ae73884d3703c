"""One's own report-back: write it, keep it as a draft, file it, skip it, add to it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Conflict, Stale
from meetings.access import meeting_or_404
from reports.access import report_or_404, turn_or_404
from reports.forms.report_back import AdditionForm, ExcuseForm, ReportBackForm
from reports.models import ReportBack
from reports.queries.next_step import open_issues
from reports.queries.report_back import (
    Writing,
    conflict,
    own_report,
    own_telling,
    saved_stamp,
    writing,
)
from reports.rules import may_add, may_note_given, may_report
from reports.services import report_back as verbs
from sets.rules import require

Verb = Callable[..., ReportBack]


@require_http_methods(["GET", "HEAD", "POST"])
def report_back(request: SignedInRequest, code: str) -> HttpResponse:
    """Write one's report, or read it once it is filed; POST files it."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_report(place))
    page = writing(meeting, place)
    if request.method == "POST":
        return _file(request, page)
    if page.report.is_shared and not (page.is_open and "change" in request.GET):
        return _told(request, page)
    if not page.is_open:
        return render(request, "reports/report_back_over.html", {"page": page})
    return _form(request, page, ReportBackForm(writing=page))


@require_POST
def draft(request: SignedInRequest, code: str) -> HttpResponse:
    """Keep what has been typed so far; scripts are answered in JSON."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_report(place))
    page = writing(meeting, place)
    form = ReportBackForm(request.POST, writing=page)
    if not form.is_valid():
        return _unsaved(request, page, form)
    if refused := _refused(request, page, form, verbs.save_draft):
        return refused
    if _asks_for_json(request):
        return _saved(page)
    messages.success(request, _("Kept as a draft. Only you can see it."))
    return redirect("reports:report_back", code)


@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request: SignedInRequest, code: str) -> HttpResponse:
    """Say "not this time", with a reason."""
    meeting, place = meeting_or_404(request.user, code)
    require(may_report(place))
    form, status = ExcuseForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            return _skip(request, code, form.cleaned_data["reason"])
    shown = {"meeting": meeting, "place": place, "form": form}
    return render(request, "reports/report_back_excuse.html", shown, status=status)


@require_POST
def additions(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Add to one's filed report; what was filed stays as it was."""
    meeting, place = meeting_or_404(request.user, code)
    report = report_or_404(place, meeting, pk)
    require(may_add(place, report))
    form = AdditionForm(request.POST)
    if not form.is_valid():
        return _told(request, writing(meeting, place), adding=form, status=422)
    verbs.add(report, by=place, text=form.cleaned_data["text"])
    messages.success(request, _("Added, with today’s date."))
    return redirect("reports:report_back", code)


@require_POST
def given(request: SignedInRequest, code: str) -> HttpResponse:
    """Note that the speaker of a turn has told their report in the room."""
    meeting, place = meeting_or_404(request.user, code)
    speaker = turn_or_404(meeting, request.POST.get("turn", "")).membership
    require(may_note_given(place, meeting, speaker))
    verbs.give(meeting, by=place, who=speaker)
    return redirect("meetings:room", code)


def _file(request: SignedInRequest, page: Writing) -> HttpResponse:
    form = ReportBackForm(request.POST, writing=page)
    if not (form.is_valid() and form.is_told()):
        return _form(request, page, form, status=422)
    if refused := _refused(request, page, form, verbs.file):
        return refused
    messages.success(request, _("Filed. The set can read it now."))
    return redirect("reports:report_back", page.meeting.code)


def _skip(request: SignedInRequest, code: str, reason: str) -> HttpResponse:
    meeting, place = meeting_or_404(request.user, code)
    try:
        verbs.skip(meeting, by=place, reason=reason)
    except Stale as news:
        shown = {"page": writing(meeting, place), "news": str(news)}
        return render(request, "reports/report_back_over.html", shown, status=409)
    messages.success(request, _("Kept: not this time. Your draft stays yours."))
    return redirect("reports:meeting", code)


def _refused(
    request: SignedInRequest, page: Writing, form: ReportBackForm, verb: Verb
) -> HttpResponse | None:
    """Let `verb` write what was typed; return the answer where it could not be."""
    seen, writer = form.cleaned_data["version"], form.cleaned_data["page"]
    try:
        verb(
            page.meeting,
            by=page.place,
            fields=form.answers,
            seen_version=seen,
            page=writer,
        )
    except Conflict as clash:
        return _clash(request, page, form, clash.stored)
    except Stale as news:
        return _too_late(request, page, form, str(news))
    return None


def _saved(page: Writing) -> HttpResponse:
    report = own_report(page.meeting, page.place)
    stamp = saved_stamp(report, page.place)
    return JsonResponse({"stamp": stamp, "version": report.version})


def _form(
    request: SignedInRequest, page: Writing, form: ReportBackForm, status: int = 200
) -> HttpResponse:
    shown = {"page": page, "form": form}
    return render(request, "reports/report_back.html", shown, status=status)


def _told(
    request: SignedInRequest,
    page: Writing,
    adding: AdditionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one's report as the set reads it, and what it may open."""
    shown = {
        "page": page,
        "telling": own_telling(page),
        "adding": adding or AdditionForm(),
        "open_issues": open_issues(page.report),
    }
    return render(request, "reports/report_back_told.html", shown, status=status)


def _asks_for_json(request: SignedInRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _unsaved(
    request: SignedInRequest, page: Writing, form: ReportBackForm
) -> HttpResponse:
    if _asks_for_json(request):
        reason = _("Not saved: %(why)s") % {"why": " ".join(form.problems)}
        return JsonResponse({"stamp": reason}, status=422)
    return _form(request, page, form, status=422)


def _clash(
    request: SignedInRequest, page: Writing, form: ReportBackForm, stored: ReportBack
) -> HttpResponse:
    """Show both texts side by side; what was typed stays in the form."""
    shown = {
        "page": page,
        "form": form,
        "conflict": conflict(stored, form.answers),
        "version": stored.version,
        "in_place": _asks_for_json(request),
    }
    if not _asks_for_json(request):
        form.start_from(stored)
        return render(request, "reports/report_back.html", shown, status=409)
    part = render_to_string("reports/_conflict.html", shown, request)
    stamp = _("Not saved: you wrote something else in another window.")
    answer = {"stamp": stamp, "version": stored.version, "part": part}
    return JsonResponse(answer, status=409)


def _too_late(
    request: SignedInRequest, page: Writing, form: ReportBackForm, news: str
) -> HttpResponse:
    """Say why it cannot be written any more, with the text to keep."""
    if _asks_for_json(request):
        return JsonResponse({"stamp": news}, status=409)
    shown = {"page": page, "form": form, "news": news}
    return render(request, "reports/report_back_over.html", shown, status=409)
