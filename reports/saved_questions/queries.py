"""The questions that a presenter saved; nobody else sees them."""

from django.db.models import QuerySet

from meetings.models import Meeting, Slip
from sets.models import Membership


def saved_questions(meeting: Meeting, membership: Membership) -> QuerySet[Slip]:
    """Return the questions that `membership` saved at a past meeting.

    During the meeting a question still has the name of its author.
    """
    if meeting.ended_at is None:
        return meeting.slips.none()
    return meeting.slips.filter(membership=membership, is_kept=True)
