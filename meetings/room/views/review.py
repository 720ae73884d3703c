"""The process review: write alone, then put everything on the table."""

from django.http import HttpResponse

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_tell_facilitator
from meetings.room.forms.review import FeedbackForm, ReviewForm
from meetings.room.queries.beyond import ground_rules
from meetings.room.services import review as reviews
from meetings.room.services.feedback import tell
from meetings.room.views.room import Again, command, valid
from sets.models import Membership
from sets.permissions import require


@command
def review(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> HttpResponse | Again | None:
    """Write, or rewrite, how the set worked."""
    form = ReviewForm(request.POST, rules=ground_rules(meeting))
    if not form.is_valid():
        return Again({"review_form": form})
    reviews.write(meeting, by=membership, **form.cleaned_data)
    return None


@command
def feedback(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Tell the facilitator one thing that nobody else reads."""
    require(may_tell_facilitator(membership, meeting))
    tell(meeting, by=membership, **valid(FeedbackForm(request.POST)).cleaned_data)


@command
def reveal(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Show all answers."""
    reviews.reveal(meeting, by=membership)
