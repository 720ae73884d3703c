"""The page of the run sheet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionlearning.accounts.http import SignedInRequest
from meetings.access import meeting_or_404
from meetings.paper.queries import run_sheet as sheets


@require_safe
def run_sheet(request: SignedInRequest, code: str) -> HttpResponse:
    """Show the run sheet that the facilitator prints."""
    meeting, membership = meeting_or_404(request.user, code)
    sheet = sheets.run_sheet(membership, meeting)
    return render(request, "meetings/paper/run_sheet.html", {"sheet": sheet})
