"""Give a turn away before the meeting: offer it, take it, take it back.

See docs/domain.md#rota.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.services import notify
from meetings.locking import commit_change, lock_meeting
from meetings.models import Meeting, Swap
from meetings.permissions import may_facilitate
from meetings.rota.services.duty import my_turn, open_turn
from meetings.throttle import OFFERS_PER_HOUR, throttle_letters
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def offer(meeting: Meeting, *, by: Membership, to: Membership | None = None) -> Swap:
    """Offer one's turn to somebody in the line, or to anyone who can.

    The same offer again changes nothing; another one replaces it. Raises `Stale` if it
    is not the caller's turn any more, or if the asked member could not come. Raises
    `RateLimited` if this turn was offered too often within an hour.
    """
    meeting = lock_meeting(meeting, by=by)
    duty = my_turn(meeting, by)
    others = [membership for membership in duty.line if membership != by]
    if not others or (to is not None and to not in others):
        raise Stale(
            _("Nobody could take this turn now. Say instead that you can’t facilitate.")
        )
    asked = to.pk if to else None
    if duty.offer and duty.offer.asked == asked:
        return Swap.objects.get(pk=duty.offer.pk)
    throttle_letters(meeting.swaps.all(), "offered_at", most=OFFERS_PER_HOUR, by=by)
    _withdraw_open(meeting)
    swap = Swap.objects.create(
        meeting=meeting, giver=by, asked=to, starts_at=meeting.starts_at
    )
    for membership in [to] if to else others:
        _tell(
            swap,
            "swap_offered",
            membership,
            key=f"swap_offered:{swap.pk}:{membership.pk}",
        )
    commit_change(meeting, log=Verb.SWAP_OFFERED, by=by, about=swap)
    return swap


@transaction.atomic
def accept(swap: Swap, *, by: Membership) -> Swap:
    """Take a turn that somebody offers. Of two at once one gets it, the other is told.

    Raises `Stale` if somebody was quicker, or if the offer has ended: the meeting began
    or moved, or one of the two can't come.
    """
    require(may_facilitate(by) and swap.asked_id in {None, by.pk})
    meeting = lock_meeting(swap.meeting, by=by)
    swap = _again(swap)
    if swap.state == Swap.State.TAKEN and swap.taker_id == by.pk:
        return swap
    _check_open(swap)
    duty = open_turn(meeting)
    if not duty.offer or duty.offer.pk != swap.pk or not duty.may_take(by):
        raise Stale(_("This offer is no longer open."))
    swap.state, swap.taker, swap.settled_at = Swap.State.TAKEN, by, now()
    swap.save(update_fields=["state", "taker", "settled_at"])
    _tell(swap, "swap_accepted", swap.giver, key=f"swap_accepted:{swap.pk}")
    commit_change(meeting, log=Verb.SWAP_ACCEPTED, by=by, about=swap)
    return swap


@transaction.atomic
def withdraw(swap: Swap, *, by: Membership) -> Swap:
    """Take an offer back while nobody has taken it."""
    require(by.pk == swap.giver_id)
    meeting = lock_meeting(swap.meeting, by=by)
    swap = _again(swap)
    if swap.state == Swap.State.WITHDRAWN:
        return swap
    _check_open(swap)
    _withdraw_open(meeting)
    commit_change(meeting, log=Verb.SWAP_WITHDRAWN, by=by, about=swap)
    return _again(swap)


def _again(swap: Swap) -> Swap:
    """Read a swap once its meeting is locked; all writers lock that first."""
    rows = Swap.objects.select_related("giver__user", "taker__user", "meeting")
    return rows.get(pk=swap.pk)


def _check_open(swap: Swap) -> None:
    if swap.taker:
        raise Stale(
            _("%(name)s has already taken this turn.") % {"name": swap.taker.first_name}
        )
    if swap.state != Swap.State.OPEN:
        raise Stale(
            _("%(name)s has withdrawn this offer.") % {"name": swap.giver.first_name}
        )


def _withdraw_open(meeting: Meeting) -> None:
    standing = meeting.swaps.filter(state=Swap.State.OPEN)
    standing.update(state=Swap.State.WITHDRAWN, settled_at=now())


def _tell(swap: Swap, kind: str, to: Membership, *, key: str) -> None:
    notify(
        kind,
        to=to.user,
        key=key,
        about={"swap": swap.pk, "meeting": swap.meeting_id},
        useless_after=swap.starts_at,
        set_code=to.learning_set.code,
    )
