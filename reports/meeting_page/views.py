"""The page of a meeting: first its preparation, later its record."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from actionlearning.lib.clock import now
from meetings.access import meeting_or_404
from meetings.permissions import may_close_as_held
from reports.issues.queries.next_step import open_issues
from reports.meeting_page.queries import preparation
from reports.record.queries.record import record


@require_safe
def meeting(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the preparation of a meeting, or its record, or how to close it."""
    shown, membership = meeting_or_404(request.user, code)
    if may_close_as_held(membership, shown, now()):
        return redirect("meetings:late_closing", code)
    if shown.is_scheduled or shown.is_live:
        ahead = preparation(shown, membership)
        return render(request, "reports/meeting_page/meeting.html", {"page": ahead})
    page = record(shown, membership)
    if not shown.is_ended:
        return render(request, "reports/meeting_page/meeting_off.html", {"page": page})
    mine = open_issues(page.my_telling.report) if page.my_telling else []
    context = {"page": page, "open_issues": mine}
    return render(request, "reports/record/record.html", context)
