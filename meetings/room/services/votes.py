"""One vote each, if the set wants to see how it leans. The count decides nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.locking import commit_change, lock_live_meeting, lock_steered_meeting
from meetings.models import Bid, Meeting, Slip
from meetings.permissions import may_take_part
from meetings.state import current_phase, people_here
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def call(meeting: Meeting, *, by: Membership) -> Meeting:
    """Ask everybody for one vote, by the facilitator; after a count, for another one."""
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.vote == Meeting.Vote.OPEN:
        return meeting
    if not meeting.bids_revealed_at or current_phase(meeting).kind != "decide":
        raise NotAllowedYet(_("Put the bids on the table first."))
    if meeting.bids.filter(state=Bid.State.OPEN).count() <= 1:
        raise NotAllowedYet(_("A vote needs two bids."))
    meeting.slips.filter(kind=Slip.Kind.VOTE).delete()
    meeting.vote = Meeting.Vote.OPEN
    return commit_change(meeting, log=Verb.VOTE_CALLED, by=by, fields=("vote",))


@transaction.atomic
def cast(meeting: Meeting, *, by: Membership, bid_id: int) -> Meeting:
    """Vote for a bid, or change one's vote; the last vote of those here ends the vote.

    Votes are hidden until then. Nothing is logged, because a vote is private.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_take_part(by))
    if meeting.vote != Meeting.Vote.OPEN:
        raise Stale(_("The votes are counted."))
    bid = meeting.bids.filter(pk=bid_id, state=Bid.State.OPEN).first()
    if bid is None:
        raise Stale(_("That bid has been withdrawn."))
    Slip.objects.update_or_create(
        meeting=meeting,
        membership=by,
        kind=Slip.Kind.VOTE,
        defaults={"bid": bid, "at": shared_now()},
    )
    if _all_have_voted(meeting):
        meeting.vote = Meeting.Vote.COUNTED
    return commit_change(meeting, fields=("vote",))


@transaction.atomic
def count(meeting: Meeting, *, by: Membership) -> Meeting:
    """Show the votes, though not everybody has voted, by the facilitator."""
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.vote != Meeting.Vote.OPEN:
        return meeting
    meeting.vote = Meeting.Vote.COUNTED
    return commit_change(meeting, log=Verb.VOTE_COUNTED, by=by, fields=("vote",))


def _all_have_voted(meeting: Meeting) -> bool:
    away = meeting.attendances.filter(is_away=True).values("membership_id")
    here = people_here(meeting).filter(kind=Membership.Kind.MEMBER)
    voted = meeting.slips.filter(kind=Slip.Kind.VOTE).values("membership_id")
    return not here.exclude(pk__in=away).exclude(pk__in=voted).exists()
