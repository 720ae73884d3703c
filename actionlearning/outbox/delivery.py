"""Send the messages that are due: claim some rows by lease, send each, settle each.

SMTP cannot send "exactly once": if a worker dies between the server's answer and our
commit, we do not know that the mail was sent. A message to a person is then sent again with
the same Message-ID. A message to an outsider is not; it becomes *unconfirmed*.

See docs/threat-model.md#mail.
"""

import datetime as dt
import logging
from functools import partial
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from threading import Lock

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from actionlearning.lib.clock import now
from actionlearning.outbox import failing, heartbeat, suppressions
from actionlearning.outbox.batches import gather
from actionlearning.outbox.delivery_policy import reason_to_skip
from actionlearning.outbox.each_row import AWAY, each, name_of
from actionlearning.outbox.email import compose
from actionlearning.outbox.leases import (
    SENDING,
    State,
    claim,
    fail,
    give_back,
    is_late,
    lapse,
    mine,
    settle,
    sweep,
)
from actionlearning.outbox.models import Notice
from actionlearning.outbox.retries import SENDS, TRIES, again
from actionlearning.outbox.webhooks import send as webhooks

logger = logging.getLogger(__name__)

OUTAGE = dt.timedelta(minutes=1)
CHANNELS = 4  #: the part of the time that chats get: a quarter
PERMANENT = range(500, 600)
CLOSING = 421  #: the server ends the connection with this answer
POLICY = b"5.7."  #: RFC 3463: we may not, which says nothing about the address

#: A process sends one mail at a time, so that a crash repeats one at the most.
_alone = Lock()


class Unreachable(Exception):
    """The mail server does not answer. This is no fault of a row; trying the next is useless."""


def drain(until: dt.datetime) -> int:
    """Send the messages that are due, at most until `until`; return how many were sent.

    If this process is sending already, return 0 at once.
    """
    if not _alone.acquire(blocking=False):
        return 0
    try:
        return _drain(until)
    finally:
        _alone.release()


def _drain(until: dt.datetime) -> int:
    sweep(now())
    # Mail first: a channel that hangs takes what is left, and never the mail's time.
    sent = _drain_mail(until - (until - now()) / CHANNELS)
    return sent + webhooks.drain(until)


def _drain_mail(until: dt.datetime) -> int:
    sent = 0
    while now() < until and (batch := claim(now())):
        connection = get_connection()
        try:
            sent += _send(batch, connection, until)
        except Unreachable as error:
            logger.warning("The mail server cannot be reached: %s", error)
            # The rows that were not sent wait; this counts as no attempt.
            for notice in batch:
                settle(notice, State.WAITING, str(error), due_at=now() + OUTAGE)
            heartbeat.unreachable(now())
            return sent
        finally:
            connection.close()
    if sent:
        heartbeat.reached()
    return sent


def _send(batch: list[Notice], connection: BaseEmailBackend, until: dt.datetime) -> int:
    """Send a batch, but nothing to paused addresses; return how many mails were sent."""
    gather(batch)
    sent, known = 0, suppressions.refusing(batch)
    for notice in batch:
        if now() >= until:
            give_back(notice)
        elif known.get(notice.recipient):
            settle(notice, State.FAILED, suppressions.PAUSED)
        elif _deliver_or_fail(notice, connection):
            sent += 1
            if notice.recipient in known:
                suppressions.forget_refusals(notice.recipient)
        else:
            known = suppressions.refusing(batch)
    return sent


def _deliver_or_fail(notice: Notice, connection: BaseEmailBackend) -> bool:
    """Deliver a row, and give it up if it cannot even be settled."""

    def give_up(notice: Notice, error: Exception) -> None:
        if isinstance(error, Unreachable):
            raise error
        fail(notice, error)

    send = partial(deliver, connection=connection)
    return any(each([notice], send, of=SENDING, otherwise=give_up))


def deliver(notice: Notice, connection: BaseEmailBackend) -> bool:
    """Write, send and settle one claimed row; return whether it was sent.

    Raises `Unreachable`. Every other failure is noted on the row.
    """
    if is_late(notice):
        give_back(notice)
        return False
    if message := _written(notice):
        try:
            connection.open()
        except OSError as error:
            raise Unreachable(type(error).__name__) from None
        if _hand_over(notice):
            return _sent(notice, message, connection)
    return False


def _written(notice: Notice) -> EmailMultiAlternatives | None:
    """Return the message, or None if the row was settled without one."""
    if notice.useless_after <= now():
        lapse(notice)
        return None
    if notice.person and not notice.person.is_active:
        settle(notice, State.DROPPED, "account closed")
        return None
    try:
        message = compose(notice)
    except AWAY:
        raise  # The database, not the row: the lease brings it back.
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        failing.note(SENDING, {name_of(notice): error})
        again(notice, type(error).__name__, TRIES)
        return None
    why = "no longer needed" if message is None else reason_to_skip(notice)
    if why:
        settle(notice, State.DROPPED, why)
    return None if why else message


def _hand_over(notice: Notice) -> bool:
    """Note that an outsider's mail is handed over; return whether this process may send it."""
    if not notice.is_for_an_outsider:
        return True
    return mine(notice).update(handed_at=now()) == 1


def _sent(
    notice: Notice, message: EmailMultiAlternatives, connection: BaseEmailBackend
) -> bool:
    try:
        connection.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as answer:
        return _refused(notice, answer, connection)
    except Exception as error:  # noqa: BLE001  # not an address, a provider's own, …
        return _failed(notice, error, connection)
    if not message.recipients():  # Django sends such a mail to nobody, without a word.
        return settle(notice, State.FAILED, "no address")
    return settle(notice, State.SENT)


def _refused(
    notice: Notice,
    answer: SMTPRecipientsRefused | SMTPResponseException,
    connection: BaseEmailBackend,
) -> bool:
    """Settle a row that the server refused for good (5xx), or queue it again."""
    code, words = _said(answer)
    if code == CLOSING:
        connection.close()
    why = f"refused with {code}"
    if code not in PERMANENT:
        return again(notice, why, SENDS)
    if isinstance(answer, SMTPRecipientsRefused) and POLICY not in words[:5]:
        suppressions.count_refusal(notice.recipient)
    return settle(notice, State.FAILED, why)


def _said(answer: SMTPRecipientsRefused | SMTPResponseException) -> tuple[int, bytes]:
    if isinstance(answer, SMTPRecipientsRefused):
        code, words = next(iter(answer.recipients.values()))
        return code, words
    return answer.smtp_code, b""


def _failed(notice: Notice, error: Exception, connection: BaseEmailBackend) -> bool:
    """Settle a row if its address is invalid; else the server may have the mail, or not."""
    why = type(error).__name__
    if isinstance(error, ValueError):
        return settle(notice, State.FAILED, why)
    connection.close()
    if notice.is_for_an_outsider:
        return settle(notice, State.UNCONFIRMED, why)
    return again(notice, why, SENDS)
