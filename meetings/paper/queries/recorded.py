"""Records by others that wait for a person's confirmation."""

from meetings.models import Action, Inquiry, Meeting
from sets.models import Membership


def own_actions(meeting: Meeting, membership: Membership) -> list[Action]:
    """Return the person's actions of this meeting that wait for their confirmation."""
    rows = meeting.actions.filter(owner=membership, confirmed_at=None)
    return list(rows.exclude(recorded_by=None).select_related("recorded_by__user"))


def own_inquiries(meeting: Meeting, membership: Membership) -> list[Inquiry]:
    """Return the person's issues of this meeting that wait for their confirmation."""
    rows = meeting.inquiries.filter(presenter=membership, confirmed_at=None)
    return list(
        rows.exclude(recorded_by=None).select_related("recorded_by__user", "generation")
    )
