"""What it means to close a meeting that nobody closed in time."""

from dataclasses import dataclass

from actionlearning.lib.clock import now
from actionlearning.lib.dates import span
from meetings.models import Meeting
from meetings.permissions import may_abandon
from meetings.room.queries.ended import over_at
from sets.models import Membership


@dataclass(frozen=True)
class LateClosing:
    """A meeting that was left open, when it was held, and who hears of its closing."""

    meeting: Meeting
    membership: Membership
    held: str
    people: int
    may_abandon: bool


def late_closing(meeting: Meeting, membership: Membership) -> LateClosing:
    """Return the page of a meeting that was left open, for one viewer."""
    began = meeting.started_at or meeting.starts_at
    zone = membership.user.known_zone
    return LateClosing(
        meeting=meeting,
        membership=membership,
        held=span(began, over_at(meeting), now=now(), zone=zone),
        people=Membership.current.of(meeting.learning_set).count(),
        may_abandon=may_abandon(membership, meeting, now()),
    )
