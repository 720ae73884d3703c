"""Bids, votes and choices: hidden while everybody writes, then shown at once."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from meetings.models import Bid, Inquiry, Meeting, Slip
from meetings.permissions import may_steer
from meetings.room.queries.parts import BidLine
from meetings.room.queries.view import RoomView
from sets.models import Membership

OFFERED = 3  #: earlier bids that the page offers again, the newest


@dataclass(frozen=True)
class ViewerBid:
    """A bid on the table, with what this person may do about it."""

    line: BidLine
    votes: str = ""
    is_late: bool = False
    is_my_vote: bool = False
    may_vote: bool = False
    may_choose: bool = False
    may_take_back: bool = False


@dataclass(frozen=True)
class Bidding:
    """The choice of issues as one person sees it."""

    is_revealed: bool
    written: str
    room: str
    vote: str
    table: list[ViewerBid]
    waiting: list[Bid]
    may_call_vote: bool = False
    may_count: bool = False


def bids_of(meeting: Meeting) -> list[BidLine]:
    """Return the bids of a meeting, and those that wait since earlier ones: one query.

    Each comes with how often its maker has had airtime; that is no secret.

    See docs/domain.md#airtime.
    """
    earlier = Inquiry.objects.filter(
        presenter=OuterRef("membership"), meeting__number__lt=meeting.number
    ).order_by()
    here = Q(meeting=meeting) & ~Q(state=Bid.State.WITHDRAWN)
    waits = Q(
        meeting__learning_set_id=meeting.learning_set_id,
        meeting__number__lt=meeting.number,
        membership__left_at=None,
        state=Bid.State.OPEN,
        issue=None,
    )
    rows = Bid.objects.filter(here | waits).annotate(
        last=Subquery(
            earlier.order_by("-meeting__number").values("meeting__number")[:1]
        ),
        times=Subquery(
            earlier.values("presenter").annotate(n=Count("pk")).values("n")[:1]
        ),
    )
    return [BidLine(bid, "", _airtime(bid.times or 0, bid.last or 0)) for bid in rows]


def bidding(view: RoomView, membership: Membership) -> Bidding:
    """Return the choice for `membership`: others' bids only once all are shown."""
    is_revealed = view.meeting.bids_revealed_at is not None
    steers, open_bids = may_steer(membership, view.meeting), _open(view)
    is_open = view.meeting.vote == Meeting.Vote.OPEN
    return Bidding(
        is_revealed=is_revealed,
        written=_written(view),
        room=_room(view),
        vote=_vote(view),
        table=_table(view, membership) if is_revealed else [],
        waiting=_waiting(view, membership),
        may_call_vote=steers and is_revealed and not is_open and len(open_bids) > 1,
        may_count=steers and is_open,
    )


def hides_bids(view: RoomView) -> bool:
    """Whether bids wait to be shown."""
    decides = view.phase is not None and view.phase.kind == "decide"
    return decides and bool(view.bids) and view.meeting.bids_revealed_at is None


def choosing_sentence(view: RoomView, membership: Membership) -> str:
    """Return what `membership` does now while issues are chosen."""
    if view.inquiry and not view.has_airtime:
        return _chosen(view)
    if view.meeting.bids_revealed_at is None:
        return _before(view, membership)
    return _shown(view, membership)


def _shown(view: RoomView, membership: Membership) -> str:
    is_open = view.meeting.vote == Meeting.Vote.OPEN
    if is_open and membership.pk not in _votes(view):
        return _("Vote for the issue you would work on. Nobody can see it yet.")
    if may_steer(membership, view.meeting):
        return _steering(view)
    if any(each.bid.membership_id == membership.pk for each in view.bids):
        return _("Your bid is on the table. Listen to the others.")
    return _("Hear the bids, then choose together. A late one is welcome.")


def _before(view: RoomView, membership: Membership) -> str:
    if may_steer(membership, view.meeting):
        if not view.bids:
            return _(
                "Let everybody write, yourself included. Nobody can see a bid yet."
            )
        return _("Give the others a moment longer, then put the bids on the table.")
    if any(each.bid.membership_id == membership.pk for each in view.bids):
        return _("Yours is written. Nobody can see it until all are on the table.")
    return _("Ask for airtime in one sentence, or leave it to the others today.")


def _steering(view: RoomView) -> str:
    if view.meeting.vote == Meeting.Vote.OPEN:
        return _("Wait for the last vote, or count the votes that are in.")
    if view.inquiry:
        return _("There is room for one more. Record the next choice, or move on.")
    return _("Hear every bid, let the set decide, then record the choice.")


def _chosen(view: RoomView) -> str:
    names = [view.name(each.presenter_id) for each in view.inquiries]
    if len(names) == 1:
        return _("The set chose %(name)s’s issue.") % {"name": names[0]}
    return _("The set chose the issues of %(names)s.") % {"names": _list(names)}


def _airtime(times: int, last: int) -> str:
    if not times:
        return _("no airtime yet")
    if times == 2:
        return _("had airtime twice, last at meeting %(last)d") % {"last": last}
    words = ngettext(
        "had airtime once, at meeting %(last)d",
        "had airtime %(n)d times, last at meeting %(last)d",
        times,
    )
    return words % {"n": times, "last": last}


def _written(view: RoomView) -> str:
    return view.have_written({each.bid.membership_id for each in view.bids})


def _room(view: RoomView) -> str:
    """Say how many can present, and who does so far."""
    slots = {phase.slot for phase in view.phases if phase.slot}
    if len(slots) < 2:
        return ""
    words = {
        2: _("Two can present today."),
        3: _("Three can present today."),
    }
    there = words.get(len(slots)) or _("%(n)d can present today.") % {"n": len(slots)}
    return f"{there} {_so_far(view)}".strip()


def _so_far(view: RoomView) -> str:
    names = [view.name(each.presenter_id) for each in view.inquiries]
    if not names:
        return ""
    if len(names) == 1:
        first = view.inquiries[0].slot == 1
        words = _("%(name)s is first.") if first else _("%(name)s has been chosen.")
        return words % {"name": names[0]}
    return _("In this order: %(names)s.") % {"names": ", ".join(names)}


def _table(view: RoomView, membership: Membership) -> list[ViewerBid]:
    meeting, votes = view.meeting, _votes(view)
    steers, counts = may_steer(membership, meeting), Counter(votes.values())
    is_open = meeting.vote == Meeting.Vote.OPEN
    votes_now, decides = is_open and membership.is_member, steers and not is_open
    shown_at = meeting.bids_revealed_at
    return [
        ViewerBid(
            line=each,
            votes=_tally(view, counts[each.bid.pk]),
            is_late=shown_at is not None and each.bid.at > shown_at,
            is_my_vote=votes_now and votes.get(membership.pk) == each.bid.pk,
            may_vote=votes_now and not each.is_chosen,
            may_choose=decides and not each.is_chosen and view.has_airtime,
            may_take_back=decides and each.is_chosen,
        )
        for each in view.bids
    ]


def _tally(view: RoomView, votes: int) -> str:
    if view.meeting.vote != Meeting.Vote.COUNTED:
        return ""
    return ngettext("%(n)d vote", "%(n)d votes", votes) % {"n": votes}


def _vote(view: RoomView) -> str:
    """Say how the vote goes; a tie in words, and never a winner."""
    votes = _votes(view)
    if view.meeting.vote == Meeting.Vote.NONE:
        return ""
    if view.meeting.vote == Meeting.Vote.OPEN:
        number = len(votes.keys() & view.here_ids)
        return ngettext(
            "%(n)d of %(all)d has voted.", "%(n)d of %(all)d have voted.", number
        ) % {"n": number, "all": len(view.here)}
    if not votes:
        return _("Nobody has voted. The set decides in its own way.")
    return _leaning(view, Counter(votes.values()))


def _leaning(view: RoomView, counts: Counter[int]) -> str:
    most = max(counts.values())
    names = [each.name for each in view.bids if counts[each.bid.pk] == most]
    if len(names) == 1:
        words = ngettext(
            "The set leans towards %(name)s’s issue, with %(n)d vote. You decide.",
            "The set leans towards %(name)s’s issue, with %(n)d votes. You decide.",
            most,
        )
        return words % {"name": names[0], "n": most}
    words = ngettext(
        "%(names)s have %(n)d vote each. Talk it over, or vote again.",
        "%(names)s have %(n)d votes each. Talk it over, or vote again.",
        most,
    )
    return words % {"names": _list(names), "n": most}


def _votes(view: RoomView) -> dict[int, int]:
    """Return membership id → bid id of each vote for a bid on the table."""
    standing = {each.bid.pk for each in view.bids}
    return {
        slip.membership_id: slip.bid_id
        for slip in view.slips
        if slip.kind == Slip.Kind.VOTE and slip.bid_id in standing
    }


def _open(view: RoomView) -> list[BidLine]:
    return [each for each in view.bids if not each.is_chosen]


def _waiting(view: RoomView, membership: Membership) -> list[Bid]:
    """Return own bids that no meeting has chosen, without those on the table."""
    standing = {each.bid.sentence for each in view.bids}
    own = [bid for bid in view.waiting_bids if bid.membership_id == membership.pk]
    fresh = {bid.sentence: bid for bid in own if bid.sentence not in standing}
    return list(fresh.values())[-OFFERED:][::-1] if view.has_airtime else []


def _list(names: list[str]) -> str:
    return get_text_list(names, _("and"))
