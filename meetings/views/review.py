"""The process review: write alone, then put everything on the table."""

from __future__ import annotations

from django.http import HttpResponse

from actionlearning.accounts.http import SignedInRequest
from meetings.forms.review import ReviewForm
from meetings.models import Meeting
from meetings.services import review as reviews
from meetings.views.room import command, show
from sets.models import Membership


@command
def review(
    request: SignedInRequest, meeting: Meeting, place: Membership
) -> HttpResponse | None:
    """Write, or write anew, how the set worked."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return show(request, meeting.code, status=422, bound={"review_form": form})
    reviews.write(meeting, by=place, **form.cleaned_data)
    return None


@command
def reveal(request: SignedInRequest, meeting: Meeting, place: Membership) -> None:
    """Put the answers on the table."""
    reviews.reveal(meeting, by=place)
