"""Say that one can't facilitate, or not at all for now. Nobody is asked why."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.services import notify
from meetings.locking import commit_change, lock_meeting
from meetings.models import Attendance, Meeting, Swap
from meetings.permissions import may_facilitate, may_take_part
from meetings.rota.queries import turns as rota
from meetings.rota.queries.turns import Duty
from sets.locking import lock_membership
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb

IN_A_ROW = 2  #: after so many declined turns the coordinator is told, once


@transaction.atomic
def decline(meeting: Meeting, *, by: Membership) -> Meeting:
    """Pass on one's turn at a meeting, and stay in line.

    Whether the member comes is another question. Doing it twice changes nothing more.
    Raises `Stale` if it is not the caller's turn any more.
    """
    meeting = lock_meeting(meeting, by=by)
    if by.pk in open_turn(meeting).declined:
        return meeting
    my_turn(meeting, by)
    answer, _is_new = Attendance.objects.get_or_create(meeting=meeting, membership=by)
    answer.declined_at = now()
    answer.save(update_fields=["declined_at"])
    meeting.swaps.filter(giver=by, state=Swap.State.OPEN).update(
        state=Swap.State.WITHDRAWN, settled_at=now()
    )
    _tell_the_coordinator(meeting, by)
    return commit_change(meeting, log=Verb.ROTA_DECLINED, by=by, about=answer)


@transaction.atomic
def take_up(meeting: Meeting, *, by: Membership) -> Meeting:
    """Be able to facilitate after all."""
    meeting = lock_meeting(meeting, by=by)
    open_turn(meeting)
    answer = meeting.attendances.filter(
        membership=by, declined_at__isnull=False
    ).first()
    if answer is None:
        return meeting
    answer.declined_at = None
    answer.save(update_fields=["declined_at"])
    return commit_change(meeting, log=Verb.ROTA_TAKEN_UP, by=by, about=answer)


@transaction.atomic
def step_out(*, by: Membership) -> Membership:
    """Leave the rota for now; the set sees it, and may still choose anyone."""
    require(may_take_part(by))
    membership = lock_membership(by)
    if not membership.on_rota:
        return membership
    membership.on_rota = False
    membership.save(update_fields=["on_rota"])
    record(by.learning_set, Verb.ROTA_STEPPED_OUT, by=by.user, about=membership)
    return membership


@transaction.atomic
def step_in(*, by: Membership) -> Membership:
    """Come back to the rota with the set's average share, owing nothing."""
    require(may_take_part(by))
    membership = lock_membership(by)
    if membership.on_rota:
        return membership
    membership.on_rota, membership.on_rota_since = True, now()
    membership.save(update_fields=["on_rota", "on_rota_since"])
    record(by.learning_set, Verb.ROTA_STEPPED_IN, by=by.user, about=membership)
    return membership


def open_turn(meeting: Meeting) -> Duty:
    """Return the member whose turn a locked meeting is, while that can still change.

    Raises `Stale` if the meeting has begun or is far ahead, or if the set has chosen in
    the room.
    """
    duty = rota.duty_at(meeting, count=2)
    if duty is None or duty.is_settled or meeting.starts_at <= now():
        raise Stale(_("The facilitator of this meeting can’t be changed here now."))
    return duty


def my_turn(meeting: Meeting, by: Membership) -> Duty:
    """Return the turn if it is the caller's; else `Stale` says whose it is."""
    require(may_facilitate(by))
    duty = open_turn(meeting)
    if duty.facilitator != by:
        name = duty.facilitator.first_name if duty.facilitator else _("Nobody")
        raise Stale(_("%(name)s is facilitating by now.") % {"name": name})
    return duty


def _tell_the_coordinator(meeting: Meeting, by: Membership) -> None:
    """Tell the coordinator alone, once for each stretch without a turn."""
    done = Meeting.objects.filter(facilitations__membership=by).order_by("starts_at")
    last = done.last()
    said_no = Attendance.objects.filter(membership=by, declined_at__isnull=False)
    if last:
        said_no = said_no.filter(meeting__starts_at__gt=last.starts_at)
    if said_no.count() < IN_A_ROW:
        return
    coordinators = (
        Membership.current.of(meeting.learning_set_id)
        .filter(is_coordinator=True)
        .exclude(pk=by.pk)
    )
    for membership in coordinators.select_related("user"):
        notify(
            "rota_declined",
            to=membership.user,
            key=f"rota_declined:{by.pk}:{last.pk if last else 0}:{membership.pk}",
            about={"member": by.pk, "meeting": meeting.pk},
            useless_after=meeting.starts_at,
            set_code=meeting.learning_set.code,
        )
