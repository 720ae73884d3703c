"""The page that throws a saved question away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from actionlearning.accounts.http import SignedInRequest
from meetings.access import meeting_or_404
from reports.saved_questions.queries import saved_questions
from reports.saved_questions.services import throw_away


@require_POST
def deletion(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    """Throw one's own saved question away."""
    meeting, membership = meeting_or_404(request.user, code)
    throw_away(
        get_object_or_404(saved_questions(meeting, membership), pk=pk), by=membership
    )
    return redirect(meeting)
