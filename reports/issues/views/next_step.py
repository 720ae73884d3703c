"""The pages that lead from a report-back to the next generation of an issue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.errors import Refusal
from actionlearning.lib.refusals import refusals
from meetings.access import meeting_or_404
from reports.access import issue_or_404, report_or_404
from reports.issues.forms import NextStepForm, SentenceForm
from reports.issues.queries.next_step import open_issues, opened
from reports.issues.services.next_step import open_next
from reports.models import NextStep, ReportBack
from reports.permissions import may_open_next
from sets.models import Membership
from sets.permissions import require


def _as_it_is(
    request: SignedInRequest, refusal: Refusal, code: str, pk: int
) -> HttpResponse:
    meeting, membership = meeting_or_404(request.user, code)
    return _page(request, report_or_404(membership, meeting, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@refusals(_as_it_is)
def next_steps(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Show the next steps of a report-back's issues; POST chooses one for one issue."""
    meeting, membership = meeting_or_404(request.user, code)
    report = report_or_404(membership, meeting, pk)
    require(may_open_next(membership, report))
    if request.method != "POST":
        return _page(request, report)
    sent, known = request.POST.get("issue"), open_issues(report)
    about = next((each for each in known if str(each.issue.pk) == sent), None)
    if about is None:
        return _page(request, report, status=409)
    form = NextStepForm(request.POST, about=about)
    if not form.is_valid():
        return _page(request, report, form, status=422)
    return _open(request, report, membership, form)


@require_POST
def new_issue(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Open a new issue that a report-back raised."""
    meeting, membership = meeting_or_404(request.user, code)
    report = report_or_404(membership, meeting, pk)
    require(may_open_next(membership, report))
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return _page(request, report, opening=form, status=422)
    sentence = form.cleaned_data["sentence"]
    open_next(
        report, by=membership, issue=None, choice=NextStep.Choice.NEW, sentence=sentence
    )
    messages.success(request, _("Opened. You can bid for airtime with it."))
    return redirect("reports:next_steps", code, pk)


def _open(
    request: SignedInRequest, report: ReportBack, by: Membership, form: NextStepForm
) -> HttpResponse:
    told = form.cleaned_data
    issue = issue_or_404(by, form.about.issue.pk)
    open_next(
        report, by=by, issue=issue, choice=told["choice"], sentence=told["sentence"]
    )
    messages.success(request, _said(told["choice"]))
    return redirect("reports:next_steps", report.meeting.code, report.pk)


def _said(choice: str) -> str:
    said: dict[str, str] = {
        NextStep.Choice.CONTINUE: _(
            "It goes on: the next generation is waiting for the set. You can bid with "
            "it at the next meeting."
        ),
        NextStep.Choice.REFRAME: _(
            "Reworded: the next generation is waiting. You can bid with it at the "
            "next meeting."
        ),
        NextStep.Choice.CLOSE: _("Closed. Its history stays for you to look back on."),
        NextStep.Choice.PARK: _("Parked. You can take it up again whenever you like."),
    }
    return said[choice]


def _page(
    request: SignedInRequest,
    report: ReportBack,
    wrong: NextStepForm | None = None,
    opening: SentenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    forms = [NextStepForm(about=about) for about in open_issues(report)]
    if wrong:
        same = wrong.about.issue.pk
        forms = [wrong if form.about.issue.pk == same else form for form in forms]
    shown = {
        "report": report,
        "forms": forms,
        "opened": opened(report),
        "opening": opening or SentenceForm(),
    }
    return render(request, "reports/issues/next_steps.html", shown, status=status)
