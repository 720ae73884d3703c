"""What happens to all paper on the table at once: handed over, and cleared away."""

from django.db.models import Count, QuerySet

from meetings.formats.definitions import Phase
from meetings.models import Bid, Meeting, Slip, Turn
from meetings.room.looking_back import FEWEST_VOICES


def hand_over(meeting: Meeting, turns: QuerySet[Turn], phase: Phase) -> None:
    """Hand over what was read aloud in turns that end; in other rounds nothing."""
    if not (phase.slot and phase.kind == "round"):
        return
    written = meeting.slips.filter(
        kind=Slip.Kind.QUESTION,
        slot=phase.slot,
        membership__in=turns.values("membership"),
    )
    written.update(is_handed=True)


def clear(meeting: Meeting) -> None:
    """Clear the table of a locked meeting that ends.

    The questions that a presenter kept become theirs alone: who asked is not kept. What
    nobody was shown before the end, nobody ever sees.
    """
    meeting.slips.filter(is_kept=False).delete()
    for slot, presenter in meeting.inquiries.values_list("slot", "presenter_id"):
        meeting.slips.filter(slot=slot).update(membership_id=presenter)
    meeting.bids.filter(state=Bid.State.WITHDRAWN).delete()
    if not meeting.review_revealed_at:
        meeting.reviews.all().delete()
    _forget_feedback(meeting)


def _forget_feedback(meeting: Meeting) -> None:
    """Throw away what will never be read: it is of too few to stay unnamed."""
    if meeting.state == Meeting.State.ABANDONED:
        meeting.feedbacks.all().delete()
        return
    told = meeting.feedbacks.order_by().values("to").annotate(n=Count("pk"))
    few = told.filter(n__lt=FEWEST_VOICES).values_list("to", flat=True)
    meeting.feedbacks.filter(to__in=list(few)).delete()
