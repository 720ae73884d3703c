"""Send dates to the chat of a set: claimed, retried and given up like mail.

A row with a `webhook` goes to a channel instead of a person. What a crash or a silence
leaves open is sent again: a date told twice harms less than one that nobody hears of.

See docs/threat-model.md#mail.
"""

import datetime as dt
import logging

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.kinds import TELLERS
from actionlearning.outbox.leases import (
    State,
    claim,
    give_back,
    is_late,
    lapse,
    settle,
)
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.retries import SENDS, TRIES, again
from actionlearning.outbox.services import queue
from actionlearning.outbox.webhooks.payloads import Lines, payload
from actionlearning.outbox.webhooks.safe_http import (
    ForbiddenURL,
    NoResponse,
    post,
)

logger = logging.getLogger(__name__)

PAUSE = dt.timedelta(minutes=1)  #: of what waits behind a silence
REFUSALS_UNTIL_ENDED = 3  #: in a row; then the channel is told nothing more
REFUSED, OFF = "refused", "switched off"  #: how a webhook ends
FOR_NOW = {408, 425, 429}  #: of the 4xx, those that pass
ENDED = "channel ended"


def webhook_of(set_code: str) -> ChatWebhook | None:
    """Return the channel that hears the dates of a set, if there is one."""
    return ChatWebhook.objects.filter(set_code=set_code, ended_at=None).first()


def queue_message(
    webhook: ChatWebhook,
    kind: str,
    *,
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
) -> None:
    """Queue one message to a channel, in the transaction of its cause.

    `key` names the fact: a channel hears of it once.
    """
    queue([message(webhook, kind, key=key, about=about, useless_after=useless_after)])


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
    """Tell a channel nothing more, and forget its address; return whether it was told."""
    here = ChatWebhook.objects.filter(pk=webhook.pk, ended_at=None)
    if not here.update(ended_at=now(), ended_why=why, address=""):
        return False
    unsent = webhook.notices.filter(state=State.WAITING)
    unsent.update(state=State.DROPPED, why=ENDED)
    import_string(settings.WEBHOOK_ENDED)(webhook, by=by)
    return True


def drain(until: dt.datetime) -> int:
    """Send what is due to channels, until `until`; return how much.

    A channel that does not answer holds its own rows back, and nobody else's.
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
                    sent += _deliver(notice)
                except NoResponse:
                    silent.add(notice.webhook_id)
    return sent


def _deliver(notice: Notice) -> bool:
    """Write and send one claimed row, mark it, and say whether it was sent.

    Raises `NoResponse` where the channel is silent for now; the row waits already.
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
    """Return what is told; nothing where the row is settled without."""
    try:
        lines = _written(notice, webhook)
    except (OperationalError, InterfaceError):
        raise  # The database, not the row: the lease brings it back.
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        # The class alone: its words could quote what somebody wrote.
        logger.error("%s cannot be written: %s", notice, type(error).__name__)  # noqa: TRY400
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
    """The service said no for good. Said too often in a row, the channel is gone."""
    with transaction.atomic():
        settle(notice, State.FAILED, why)
        rows = ChatWebhook.objects.filter(pk=webhook.pk, ended_at=None)
        rows.update(refusals=F("refusals") + 1)
        if rows.filter(refusals__gte=REFUSALS_UNTIL_ENDED).exists():
            end(webhook, REFUSED)
    return False
