"""Hand over or clear away all paper on the table at once."""

from django.db.models import Count, QuerySet

from meetings.formats.definitions import Phase
from meetings.models import Bid, Meeting, Slip, Turn
from meetings.room.looking_back import FEWEST_VOICES


def hand_over(meeting: Meeting, turns: QuerySet[Turn], phase: Phase) -> None:
    """Hand over the questions that were read aloud in ending turns, in an airtime only."""
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

    A question that the presenter kept becomes theirs, without the name of its writer.
    Whatever was still hidden at the end is deleted unseen.
    """
    meeting.slips.filter(is_kept=False).delete()
    for slot, presenter in meeting.inquiries.values_list("slot", "presenter_id"):
        meeting.slips.filter(slot=slot).update(membership_id=presenter)
    meeting.bids.filter(state=Bid.State.WITHDRAWN).delete()
    if not meeting.review_revealed_at:
        meeting.reviews.all().delete()
    _forget_feedback(meeting)


def _forget_feedback(meeting: Meeting) -> None:
    """Delete feedback that will never be read: from too few people to stay anonymous."""
    if meeting.state == Meeting.State.ABANDONED:
        meeting.feedbacks.all().delete()
        return
    told = meeting.feedbacks.order_by().values("to").annotate(n=Count("pk"))
    few = told.filter(n__lt=FEWEST_VOICES).values_list("to", flat=True)
    meeting.feedbacks.filter(to__in=list(few)).delete()
