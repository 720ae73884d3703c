"""Asking in an airtime: hands, silence, the right to pass, the process check."""

from actionlearning.accounts.http import SignedInRequest
from meetings.models import Meeting
from meetings.permissions import may_steer
from meetings.room.forms.command import AskedForm
from meetings.room.services import asking, check as checks, silence as silences
from meetings.room.views.room import command, valid
from sets.models import Membership
from sets.permissions import require


@command
def hand(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Raise a hand."""
    asking.raise_hand(meeting, by=membership)


@command
def hand_down(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Lower it."""
    asking.lower_hand(meeting, by=membership)


@command
def no_answer(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Leave a question unanswered, as the presenter."""
    turn = valid(AskedForm(request.POST)).cleaned_data["turn"]
    asking.pass_question(meeting, by=membership, seen=turn)


@command
def silence(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Ask for a short silence."""
    silences.ask(meeting, by=membership)


@command
def check(request: SignedInRequest, meeting: Meeting, membership: Membership) -> None:
    """Stop the clock for a process check."""
    require(may_steer(membership, meeting))
    checks.begin(meeting, by=membership)


@command
def check_wish(
    request: SignedInRequest, meeting: Meeting, membership: Membership
) -> None:
    """Let the facilitator know that somebody would like one."""
    checks.ask(meeting, by=membership)
