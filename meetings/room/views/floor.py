"""Give and end turns: begin the round, end or pass a turn, give the floor."""

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_steer
from meetings.room.forms.command import WhoForm
from meetings.room.forms.reading import ReaderForm
from meetings.room.services import turns
from meetings.room.services.reading import name_reader
from meetings.room.views.room import command, valid
from sets.models import Membership
from sets.permissions import require


@command
def opening(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Open the round: the first in order gets the floor."""
    turns.begin(meeting, by=membership)


@command
def floor(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Give the floor to a member or adviser of the set."""
    require(may_steer(membership, meeting))
    who = valid(WhoForm(request.POST, membership=membership)).person
    turns.give(meeting, by=membership, who=who)


@command
def reading(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Name a reader for the report-back of an absent member."""
    require(may_steer(membership, meeting))
    people = valid(ReaderForm(request.POST, membership=membership)).cleaned_data
    name_reader(meeting, by=membership, absent=people["who"], reader=people["reader"])


@command
def turn_end(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """End a turn; the next one speaks."""
    turns.finish(meeting, by=membership, turn_id=pk)


@command
def turn_pass(
    request: SignedInRequest, meeting: Meeting, membership: Membership, pk: int
) -> None:
    """Pass one's own turn, or as facilitator another's."""
    turns.pass_turn(meeting, by=membership, turn_id=pk)
