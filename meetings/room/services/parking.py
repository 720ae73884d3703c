"""Set a bid aside that was not chosen: it becomes an issue that waits."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Bid, Issue, Meeting
from meetings.permissions import may_take_part
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def park(meeting: Meeting, *, by: Membership) -> Meeting:
    """Park one's own bid: the set sees it as a parked issue, and it is offered again.

    Raises `NotAllowedYet` while bids are hidden, because everybody can read an issue.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_take_part(by))
    bid = meeting.bids.filter(membership=by, state=Bid.State.OPEN).first()
    if bid is None:
        return meeting
    if meeting.bids_revealed_at is None:
        raise NotAllowedYet(_("The bids are not on the table yet."))
    _set_aside(bid)
    bid.state = Bid.State.WITHDRAWN
    bid.save(update_fields=["state", "issue"])
    return commit_change(meeting, log=Verb.BID_PARKED, by=by, about=bid)


def _set_aside(bid: Bid) -> None:
    moment = now()
    if bid.issue is None:
        bid.issue = Issue.objects.create(
            learning_set=bid.meeting.learning_set,
            owner=bid.membership,
            opened_at=moment,
        )
        bid.issue.generations.create(number=1, sentence=bid.sentence, opened_at=moment)
    bid.issue.state, bid.issue.state_at = Issue.State.PARKED, moment
    bid.issue.save(update_fields=["state", "state_at"])
