"""Send dates to the chat of a set: claimed, retried and given up like mail.

A row with a `hook` goes to a channel instead of a person. What a crash or a silence
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
from actionlearning.outbox.models import Hook, Notice
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
REFUSED, OFF = "refused", "switched off"  #: how a hook ends
FOR_NOW = {408, 425, 429}  #: of the 4xx, those that pass
ENDED = "channel ended"


def hook_of(set_code: str) -> Hook | None:
    """Return the channel that hears the dates of a set, if there is one."""
    return Hook.objects.filter(set_code=set_code, ended_at=None).first()


def tell(
    hook: Hook,
    kind: str,
    *,
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
) -> None:
    """Queue one message to a channel, in the transaction of its cause.

    `key` names the fact: a channel hears of it once.
    """
    queue([message(hook, kind, key=key, about=about, useless_after=useless_after)])


def message(
    hook: Hook,
    kind: str,
    *,
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
) -> Notice:
    """Return the row of `tell`, for who queues many of them together."""
    return Notice(
        kind=kind,
        key=f"{kind}:{hook.pk}:{key}",
        hook=hook,
        about=about,
        set_code=hook.set_code,
        useless_after=useless_after,
    )


def end(hook: Hook, why: str, *, by: User | None = None) -> bool:
    """Tell a channel nothing more, and forget its address; return whether it was told."""
    here = Hook.objects.filter(pk=hook.pk, ended_at=None)
    if not here.update(ended_at=now(), ended_why=why, address=""):
        return False
    unsent = hook.notices.filter(state=State.WAITING)
    unsent.update(state=State.DROPPED, why=ENDED)
    import_string(settings.HOOK_ENDED)(hook, by=by)
    return True


def drain(until: dt.datetime) -> int:
    """Send what is due to channels, until `until`; return how much.

    A channel that does not answer holds its own rows back, and nobody else's.
    """
    sent = 0
    while now() < until and (batch := claim(now(), hooks=True)):
        silent: set[int | None] = set()
        for notice in batch:
            if now() >= until:
                give_back(notice)
            elif notice.hook_id in silent:
                settle(notice, State.WAITING, notice.why, due_at=now() + PAUSE)
            else:
                try:
                    sent += _deliver(notice)
                except NoResponse:
                    silent.add(notice.hook_id)
    return sent


def _deliver(notice: Notice) -> bool:
    """Write and send one claimed row, mark it, and say whether it was sent.

    Raises `NoResponse` where the channel is silent for now; the row waits already.
    """
    if is_late(notice):
        give_back(notice)
        return False
    hook = Hook.objects.filter(notices=notice, ended_at=None).first()
    if hook is None:
        return settle(notice, State.DROPPED, ENDED)
    if notice.useless_after <= now():
        return lapse(notice)
    lines = _lines(notice, hook)
    return bool(lines) and _sent(notice, hook, lines)


def _lines(notice: Notice, hook: Hook) -> Lines:
    """Return what is told; nothing where the row is settled without."""
    try:
        lines = _written(notice, hook)
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


def _written(notice: Notice, hook: Hook) -> Lines:
    tell = TELLERS[notice.kind]
    with translation.override(hook.language), timezone.override(dt.UTC):
        return tell(notice) or []


def _sent(notice: Notice, hook: Hook, lines: Lines) -> bool:
    try:
        status = post(hook.address, payload(hook.service, lines))
    except ForbiddenURL:
        return _refused(notice, hook, "not a public address")
    except NoResponse as error:
        again(notice, str(error), SENDS)
        raise
    if status < 300:
        if hook.refusals:
            Hook.objects.filter(pk=hook.pk).update(refusals=0)
        return settle(notice, State.SENT)
    why = f"refused with {status}"
    if status in FOR_NOW or status >= 500:
        again(notice, why, SENDS)
        raise NoResponse(why)
    return _refused(notice, hook, why)


def _refused(notice: Notice, hook: Hook, why: str) -> bool:
    """The service said no for good. Said too often in a row, the channel is gone."""
    with transaction.atomic():
        settle(notice, State.FAILED, why)
        rows = Hook.objects.filter(pk=hook.pk, ended_at=None)
        rows.update(refusals=F("refusals") + 1)
        if rows.filter(refusals__gte=REFUSALS_UNTIL_ENDED).exists():
            end(hook, REFUSED)
    return False
