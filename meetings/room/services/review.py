"""The process review: everybody writes alone, then all answers are shown at once."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now, shared_now
from actionlearning.lib.errors import Stale
from meetings.locking import commit_change, lock_live_meeting, lock_steered_meeting
from meetings.models import Meeting, Review
from sets.models import Membership
from sets.verbs import Verb


@transaction.atomic
def write(
    meeting: Meeting,
    *,
    by: Membership,
    helped: str,
    differently: str,
    scores: Mapping[str, int] | None = None,
) -> Meeting:
    """Save what helped and what to do differently; hidden until all is revealed.

    `scores` maps the words of a ground rule to how well the set kept it.
    """
    meeting = lock_live_meeting(meeting, by=by)
    if meeting.review_revealed_at:
        raise Stale(_("The answers are already shown."))
    review, is_new = Review.objects.get_or_create(meeting=meeting, membership=by)
    new = (helped, differently, dict(scores or {}))
    if new == (review.helped, review.differently, review.scores) and not is_new:
        return meeting
    review.helped, review.differently, review.scores = new
    review.saved_at = now()
    review.save(update_fields=["helped", "differently", "scores", "saved_at"])
    return commit_change(meeting, log=Verb.REVIEW_WRITTEN, by=by, about=review)


@transaction.atomic
def reveal(meeting: Meeting, *, by: Membership) -> Meeting:
    """Show everybody's answers to everybody, by the facilitator."""
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.review_revealed_at:
        return meeting
    meeting.review_revealed_at = shared_now()
    return commit_change(
        meeting, log=Verb.REVIEW_REVEALED, by=by, fields=("review_revealed_at",)
    )
