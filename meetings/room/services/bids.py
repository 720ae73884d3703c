"""Ask for airtime in one sentence, and record which issues the set chose.

Everybody writes at the same time, and all bids are shown at once. A bid that no meeting
chose stays with its owner and is offered to them again.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now, shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.formats.definitions import from_data
from meetings.formats.phases import QUESTIONS, is_past_choice, next_slot
from meetings.locking import (
    commit_change,
    lock_live_meeting,
    lock_steered_meeting,
    refuse_spent,
)
from meetings.models import Bid, Generation, Inquiry, Issue, Meeting
from meetings.permissions import may_take_part
from meetings.state import current_phase
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def submit(
    meeting: Meeting,
    *,
    by: Membership,
    sentence: str,
    client_id: uuid.UUID,
    issue: Issue | None = None,
) -> Meeting:
    """Bid for airtime, or reword one's standing bid; hidden until all bids are shown.

    The bid is for a new issue, or for an open or parked `issue` of one's own. A bid
    that is written after the bids were shown is shown at once and marked as late. A bid
    from an earlier meeting with the same words is removed. The same `client_id` again
    changes nothing.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_take_part(by) and (issue is None or issue.owner_id == by.pk))
    if meeting.bids.filter(client_id=client_id, membership=by).exists():
        return meeting
    refuse_spent(Bid.objects.filter(client_id=client_id))
    _check_before_choice(meeting)
    bid = _own_bid(meeting, by) or Bid.objects.create(meeting=meeting, membership=by)
    bid.sentence, bid.issue, bid.client_id = sentence, issue, client_id
    bid.at = shared_now()
    bid.save(update_fields=["sentence", "issue", "client_id", "at"])
    waiting(by).exclude(meeting=meeting).filter(sentence=sentence).delete()
    return commit_change(meeting, log=Verb.BID_PLACED, by=by, about=bid)


@transaction.atomic
def withdraw(meeting: Meeting, *, by: Membership) -> Meeting:
    """Withdraw one's bid."""
    meeting = lock_live_meeting(meeting, by=by)
    bid = _own_bid(meeting, by)
    if bid is None:
        return meeting
    bid.state = Bid.State.WITHDRAWN
    bid.save(update_fields=["state"])
    bid.votes.all().delete()
    return commit_change(meeting, log=Verb.BID_WITHDRAWN, by=by, about=bid)


@transaction.atomic
def let_go(meeting: Meeting, *, by: Membership, bid_id: int) -> Meeting:
    """Delete one's own bid from an earlier meeting."""
    meeting = lock_live_meeting(meeting, by=by)
    gone, _rows = waiting(by).exclude(meeting=meeting).filter(pk=bid_id).delete()
    return commit_change(meeting) if gone else meeting


@transaction.atomic
def reveal(meeting: Meeting, *, by: Membership) -> Meeting:
    """Show all bids at once, by the facilitator."""
    meeting = lock_steered_meeting(meeting, by=by)
    _check_is_choosing(meeting)
    if meeting.bids_revealed_at:
        return meeting
    if not meeting.bids.exclude(state=Bid.State.WITHDRAWN).exists():
        raise NotAllowedYet(_("Nobody has written a bid yet."))
    meeting.bids_revealed_at = shared_now()
    return commit_change(
        meeting, log=Verb.BIDS_REVEALED, by=by, fields=("bids_revealed_at",)
    )


@transaction.atomic
def choose(meeting: Meeting, *, by: Membership, bid_id: int) -> Meeting:
    """Record an issue that the set has chosen; by then all bids are shown.

    Each choice gets the next airtime of the format. Once all airtimes are given,
    another choice replaces the last one.
    """
    meeting = lock_steered_meeting(meeting, by=by)
    _check_is_choosing(meeting)
    bid = meeting.bids.exclude(state=Bid.State.WITHDRAWN).filter(pk=bid_id).first()
    if bid is None:
        raise Stale(_("That bid has been withdrawn."))
    if bid.state == Bid.State.CHOSEN:
        return meeting
    slot = _slot(meeting)
    moment = now()
    generation = _generation(bid, moment)
    bid.state, bid.issue = Bid.State.CHOSEN, generation.issue
    bid.save(update_fields=["state", "issue"])
    Inquiry.objects.create(
        meeting=meeting,
        generation=generation,
        presenter=bid.membership,
        slot=slot,
        recorded_by=_recorder(meeting, bid.membership),
        created_at=moment,
    )
    meeting.bids_revealed_at = meeting.bids_revealed_at or shared_now()
    shown = ("bids_revealed_at",)
    return commit_change(meeting, log=Verb.ISSUE_CHOSEN, by=by, about=bid, fields=shown)


@transaction.atomic
def unchoose(meeting: Meeting, *, by: Membership, bid_id: int) -> Meeting:
    """Undo a choice before its work has begun; raises `NotAllowedYet` after that."""
    meeting = lock_steered_meeting(meeting, by=by)
    _check_is_choosing(meeting)
    bid = meeting.bids.filter(pk=bid_id, state=Bid.State.CHOSEN).first()
    if bid is None:
        return meeting
    inquiries = meeting.inquiries.select_related("generation__issue")
    _undo_choice(meeting, inquiries.get(presenter=bid.membership_id))
    return commit_change(meeting, log=Verb.ISSUE_UNCHOSEN, by=by, about=bid)


def waiting(owner: Membership) -> QuerySet[Bid]:
    """Return a member's bids that no meeting has chosen; they are offered again."""
    return owner.bids.filter(state=Bid.State.OPEN)


def _check_is_choosing(meeting: Meeting) -> None:
    if current_phase(meeting).kind != "decide":
        raise Stale(_("The issue has been chosen."))


def _check_before_choice(meeting: Meeting) -> None:
    phases = from_data(meeting.phases)
    if (
        is_past_choice(phases, meeting.phase)
        or next_slot(phases, _taken(meeting)) is None
    ):
        raise Stale(_("The issue has been chosen."))


def _own_bid(meeting: Meeting, by: Membership) -> Bid | None:
    return meeting.bids.filter(membership=by, state=Bid.State.OPEN).first()


def _generation(bid: Bid, moment: dt.datetime) -> Generation:
    """Return the generation to work on: the waiting sentence, or a new one.

    A generation waits while no meeting has asked about it and no action came of it. A
    parked issue becomes open again.
    """
    if bid.issue is None:
        issue = Issue.objects.create(
            learning_set=bid.meeting.learning_set,
            owner=bid.membership,
            opened_at=moment,
        )
        return issue.generations.create(
            number=1, sentence=bid.sentence, opened_at=moment
        )
    issue, latest = bid.issue, bid.issue.generations.latest("number")
    if issue.state != Issue.State.OPEN:
        issue.state, issue.state_at = Issue.State.OPEN, moment
        issue.save(update_fields=["state", "state_at"])
    if not (hasattr(latest, "inquiry") or latest.actions.exists()):
        return latest
    return issue.generations.create(
        number=latest.number + 1,
        sentence=bid.sentence,
        how=Generation.How.CONTINUED,
        opened_at=moment,
    )


def _recorder(meeting: Meeting, who: Membership) -> Membership | None:
    """Return the recorder of the bid if its maker sits beside the laptop."""
    attendance = meeting.attendances.filter(membership=who).first()
    beside = attendance is not None and attendance.sits_beside
    return meeting.facilitator if beside and who != meeting.facilitator else None


def _taken(meeting: Meeting) -> set[int]:
    return set(meeting.inquiries.values_list("slot", flat=True))


def _slot(meeting: Meeting) -> int:
    """Return the airtime of the next choice; free the last one if all are given."""
    phases = from_data(meeting.phases)
    slot = next_slot(phases, _taken(meeting))
    if slot is not None:
        return slot
    inquiry = meeting.inquiries.select_related("generation__issue").latest("slot")
    _undo_choice(meeting, inquiry)
    return inquiry.slot


def _undo_choice(meeting: Meeting, inquiry: Inquiry) -> None:
    """Take a choice back, with the rows that were made for it alone."""
    on_paper = meeting.slips.filter(slot=inquiry.slot)
    answered = any(getattr(inquiry, question) for question in QUESTIONS)
    if answered or on_paper.exists() or inquiry.generation.actions.exists():
        raise NotAllowedYet(_("The set has already begun to work on this issue."))
    generation = inquiry.generation
    made_here = generation.opened_at == inquiry.created_at
    inquiry.delete()
    chosen = meeting.bids.filter(
        state=Bid.State.CHOSEN, membership=inquiry.presenter_id
    )
    if made_here and generation.number == 1:
        chosen.update(issue=None)
        generation.issue.delete()
    elif made_here:
        generation.delete()
    chosen.update(state=Bid.State.OPEN)
