"""What becomes of a set when one of its people goes."""

from enum import Enum

from actionlearning.lib.clock import now
from meetings.models import Meeting
from sets.models import Invitation, Membership


class Outcome(Enum):
    """A set goes on without a person, waits for its next people, or closes."""

    GOES_ON = "goes_on"
    WAITS = "waits"
    CLOSES = "closes"


def outcome(membership: Membership) -> Outcome:
    """Return what becomes of the set if this membership ends now.

    A set that nobody is in waits while an invitation is open: the first to come in
    coordinates it. A meeting that is live keeps its set open too.
    """
    of = membership.learning_set
    if Membership.current.of(of).exclude(pk=membership.pk).exists() or of.is_closed:
        return Outcome.GOES_ON
    invited = of.invitations.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=now()
    ).exclude(role=Invitation.Role.MANAGER)
    if invited.exists() or of.meetings.filter(state=Meeting.State.LIVE).exists():
        return Outcome.WAITS
    return Outcome.CLOSES
