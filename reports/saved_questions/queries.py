"""The questions a presenter kept, for that presenter."""

from django.db.models import QuerySet

from meetings.models import Meeting, Slip
from sets.models import Membership


def saved_questions(meeting: Meeting, membership: Membership) -> QuerySet[Slip]:
    """Return what `place` kept at a meeting that is over.

    While it goes on, a question still carries the name of whoever asked it.
    """
    if meeting.ended_at is None:
        return meeting.slips.none()
    return meeting.slips.filter(membership=membership, is_kept=True)
