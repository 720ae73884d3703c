"""Lease each row to one process: claim it, settle it once, take it back in time."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from actionlearning.lib.clock import now
from actionlearning.outbox.each_row import load, update
from actionlearning.outbox.inbox import store
from actionlearning.outbox.models import Notice

BATCH = 100
LEASE = dt.timedelta(minutes=3)
TOO_LATE = "too late"
SENDING = "sending"
SWEEP = "sending: rows without a worker, or too late"

State = Notice.State


def sweep(moment: dt.datetime) -> None:
    """Take back rows if their worker is gone, and end those that are useless by now."""
    expired = Notice.objects.filter(state=State.SENDING, leased_until__lte=moment)
    handed = expired.filter(person=None, webhook=None, handed_at__isnull=False)
    ended = {"state": State.UNCONFIRMED, "why": "worker ended while sending"}
    update(handed, of=SWEEP, leased_until=None, **ended)
    update(expired, of=SWEEP, state=State.WAITING, leased_until=None)
    late = Notice.objects.filter(state=State.WAITING, useless_after__lte=moment)
    # What the mail server kept from leaving has failed, and says what kept it.
    update(late.exclude(why=""), of=SWEEP, state=State.FAILED)
    update(late.filter(why=""), of=SWEEP, state=State.DROPPED, why=TOO_LATE)


def is_anything_due(moment: dt.datetime) -> bool:
    """Return whether there is a row to send, or to take back."""
    due = Q(state=State.WAITING, due_at__lte=moment)
    expired = Q(state=State.SENDING, leased_until__lte=moment)
    return Notice.objects.filter(due | expired).exists()


def claim(moment: dt.datetime, *, webhooks: bool = False) -> list[Notice]:
    """Lease the next rows to this process; two processes never get the same row.

    These are mails, or messages to chats if `webhooks` is true.
    """
    with transaction.atomic():
        due = Notice.objects.filter(
            state=State.WAITING, due_at__lte=moment, webhook__isnull=not webhooks
        )
        # On SQLite the IMMEDIATE transaction is the lock, and Django leaves this out.
        free = due.select_for_update(skip_locked=True, of=("self",))
        oldest = free.select_related("person").order_by("due_at", "pk")
        batch = load(oldest, of=SENDING, most=BATCH, otherwise=fail)
        leased_until = moment + LEASE
        Notice.objects.filter(pk__in=[notice.pk for notice in batch]).update(
            state=State.SENDING, leased_until=leased_until
        )
    for notice in batch:
        notice.leased_until = leased_until
    return batch


def is_late(notice: Notice) -> bool:
    """Return whether a send that begins now could outlive the row's lease."""
    return notice.leased_until is None or notice.leased_until - now() < LEASE / 2


def mine(notice: Notice) -> QuerySet[Notice]:
    """Return a query for the row that is empty if this process lost the lease."""
    return Notice.objects.filter(_is_mine(notice))


def _is_mine(notice: Notice) -> Q:
    return Q(pk=notice.pk, state=State.SENDING, leased_until=notice.leased_until)


def lapse(notice: Notice) -> bool:
    """Settle a row that is useless by now. If an earlier attempt failed, it has failed."""
    if notice.why:
        return settle(notice, State.FAILED, notice.why)
    return settle(notice, State.DROPPED, TOO_LATE)


def give_back(notice: Notice) -> None:
    """End our lease of a row, so that another process can send it."""
    mine(notice).update(state=State.WAITING, leased_until=None)


def fail(notice: Notice, error: Exception) -> None:
    """Give up a row that cannot be read or settled, so that it comes first no more.

    Nothing but its state is written: the rest of it may be what is wrong.
    """
    rows = Notice.objects.filter(pk=notice.pk)
    rows.update(state=State.FAILED, why=type(error).__name__, leased_until=None)


def settle(notice: Notice, state: str, why: str = "", **more: object) -> bool:
    """Store how a row ended if its lease is still ours; return whether it is now sent.

    Its name in the notices is stored in the same statement. If its mail is about a single
    bundled row, the statement settles that row too.
    """
    is_sent = state == State.SENT
    if is_sent:
        more["sent_at"] = now()
    if state == State.WAITING:
        more["handed_at"] = None
    one, rows = notice.is_about, _is_mine(notice)
    if one and is_sent:
        rows |= Q(pk=one.pk, bundled_in=notice, state=State.BUNDLED)
    changed = Notice.objects.filter(rows).update(
        state=state, why=why, leased_until=None, **notice.titles, **more
    )
    if one and not is_sent:
        store(one, notice.titles)
    return is_sent and changed > 0
