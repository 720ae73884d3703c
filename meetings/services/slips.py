"""What happens to all paper on the table at once: handed over, and cleared away."""

from __future__ import annotations

from django.db.models import QuerySet

from meetings.formats import Phase
from meetings.models import Meeting, Slip, Turn


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

    The questions that a presenter kept become theirs alone: who asked is not kept.
    """
    meeting.slips.filter(is_kept=False).delete()
    for slot, presenter in meeting.inquiries.values_list("slot", "presenter_id"):
        meeting.slips.filter(slot=slot).update(membership_id=presenter)
