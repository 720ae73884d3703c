"""Send dates to the chat of a set: rows are claimed, retried and given up like mail.

A row with a `webhook` goes to a channel instead of a person. After a crash or without an
answer it is sent again: to tell a date twice harms less than not to tell it.

See docs/threat-model.md#mail.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox import failing
from actionlearning.outbox.each_row import AWAY, each, name_of
from actionlearning.outbox.kinds import TELLERS
from actionlearning.outbox.leases import (
    SENDING,
    State,
    claim,
    fail,
    give_back,
    is_late,
    lapse,
    settle,
)
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.retries import SENDS, TRIES, again
from actionlearning.outbox.services import queue
from actionlearning.outbox.webhooks.payloads import Lines, payload
from actionlearning.outbox.webhooks.safe_http import ForbiddenURL, NoResponse, post

PAUSE = dt.timedelta(minutes=1)  #: of what waits behind a silence
REFUSALS_UNTIL_ENDED = 3  #: in a row; then the channel is told nothing more
REFUSED, OFF = "refused", "switched off"  #: how a webhook ends
FOR_NOW = {408, 425, 429}  #: of the 4xx, those that pass
ENDED = "channel ended"


def webhook_of(set_code: str) -> ChatWebhook | None:
    """Return the webhook that gets the dates of a set, or None."""
    return ChatWebhook.objects.filter(set_code=set_code, ended_at=None).first()


def queue_message(
    set_code: str,
    kind: str,
    *,
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
) -> bool:
    """Queue one message to the channel of a set, in the transaction of its cause.

    `key` identifies the fact: a channel is told of it once. Return whether there is one.
    """
    if webhook := webhook_of(set_code):
        one = message(webhook, kind, key=key, about=about, useless_after=useless_after)
        queue([one])
    return webhook is not None


def message(
    webhook: ChatWebhook,
    kind: str,
    *,
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
) -> Notice:
    """Return the row that `queue_message` queues, to queue many of them at once."""
    return Notice(
        kind=kind,
        key=f"{kind}:{webhook.pk}:{key}",
        webhook=webhook,
        about=about,
        set_code=webhook.set_code,
        useless_after=useless_after,
    )


def end(webhook: ChatWebhook, why: str, *, by: User | None = None) -> bool:
    """End a webhook and delete its address; return whether it was open until now."""
    here = ChatWebhook.objects.filter(pk=webhook.pk, ended_at=None)
    if not here.update(ended_at=now(), ended_why=why, address=""):
        return False
    unsent = webhook.notices.filter(state=State.WAITING)
    unsent.update(state=State.DROPPED, why=ENDED)
    import_string(settings.WEBHOOK_ENDED)(webhook, by=by)
    return True


def drain(until: dt.datetime) -> int:
    """Send what is due to channels, at most until `until`; return how many were sent.

    If a channel does not answer, only its own rows wait.
    """
    sent = 0
    while now() < until and (batch := claim(now(), webhooks=True)):
        silent: set[int | None] = set()
        for notice in batch:
            if now() >= until:
                give_back(notice)
            elif notice.webhook_id in silent:
                settle(notice, State.WAITING, notice.why, due_at=now() + PAUSE)
            else:
                try:
                    sent += any(
                        each([notice], _deliver, of=SENDING, otherwise=_give_up)
                    )
                except NoResponse:
                    silent.add(notice.webhook_id)
    return sent


def _give_up(notice: Notice, error: Exception) -> None:
    if isinstance(error, NoResponse):
        raise error
    fail(notice, error)


def _deliver(notice: Notice) -> bool:
    """Write, send and settle one claimed row; return whether it was sent.

    Raises `NoResponse` if the channel does not answer now; the row is queued again then.
    """
    if is_late(notice):
        give_back(notice)
        return False
    webhook = ChatWebhook.objects.filter(notices=notice, ended_at=None).first()
    if webhook is None:
        return settle(notice, State.DROPPED, ENDED)
    if notice.useless_after <= now():
        return lapse(notice)
    lines = _lines(notice, webhook)
    return bool(lines) and _sent(notice, webhook, lines)


def _lines(notice: Notice, webhook: ChatWebhook) -> Lines:
    """Return the lines to send, or none if the row was settled without sending."""
    try:
        lines = _written(notice, webhook)
    except AWAY:
        raise  # The database, not the row: the lease brings it back.
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        failing.note(SENDING, {name_of(notice): error})
        again(notice, type(error).__name__, TRIES)
        return []
    if not lines:
        settle(notice, State.DROPPED, "no longer needed")
    return lines


def _written(notice: Notice, webhook: ChatWebhook) -> Lines:
    tell = TELLERS[notice.kind]
    with translation.override(webhook.language), timezone.override(dt.UTC):
        return tell(notice) or []


def _sent(notice: Notice, webhook: ChatWebhook, lines: Lines) -> bool:
    try:
        status = post(webhook.address, payload(webhook.service, lines))
    except ForbiddenURL:
        return _refused(notice, webhook, "not a public address")
    except NoResponse as error:
        again(notice, str(error), SENDS)
        raise
    if status < 300:
        if webhook.refusals:
            ChatWebhook.objects.filter(pk=webhook.pk).update(refusals=0)
        return settle(notice, State.SENT)
    why = f"refused with {status}"
    if status in FOR_NOW or status >= 500:
        again(notice, why, SENDS)
        raise NoResponse(why)
    return _refused(notice, webhook, why)


def _refused(notice: Notice, webhook: ChatWebhook, why: str) -> bool:
    """Settle a row that the service refused for good; after too many, end the webhook."""
    with transaction.atomic():
        settle(notice, State.FAILED, why)
        rows = ChatWebhook.objects.filter(pk=webhook.pk, ended_at=None)
        rows.update(refusals=F("refusals") + 1)
        if rows.filter(refusals__gte=REFUSALS_UNTIL_ENDED).exists():
            end(webhook, REFUSED)
    return False
