"""Connect a chat channel to the dates of a set, try it, and disconnect it."""

import datetime as dt

from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.models import ChatWebhook
from actionlearning.outbox.webhooks import send as webhooks
from actionlearning.outbox.webhooks.safe_http import target
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import may_connect_chat, require
from sets.verbs import Verb

TRIAL_FOR = dt.timedelta(minutes=30)
TAIL = 4


@transaction.atomic
def connect(
    learning_set: LearningSet, *, by: Membership, address: str, service: str
) -> ChatWebhook:
    """Tell the dates of a set to this channel from now on, and to no other.

    The caller has checked the address (`safe_http.check`): the check looks up a name, and
    no transaction should wait for that. Each message checks it again.
    """
    require(may_connect_chat(by))
    lock_set(learning_set, by=by)
    end_chat(learning_set, by=by.user)
    webhook = ChatWebhook.objects.create(
        set_code=learning_set.code,
        service=service,
        address=address,
        host=target(address).host,
        tail=address[-TAIL:],
        set_by=by.user,
        language=by.user.language,
    )
    record(learning_set, Verb.CHAT_CONNECTED, by=by.user, about=webhook)
    return webhook


@transaction.atomic
def attempt(learning_set: LearningSet, *, by: Membership) -> bool:
    """Queue a trial message, at most one a minute; return False if there is no channel."""
    require(may_connect_chat(by))
    lock_set(learning_set, by=by)
    moment = now()
    return webhooks.queue_message(
        learning_set.code,
        "chat_test",
        key=f"{moment:%Y%m%d%H%M}",
        about={},
        useless_after=moment + TRIAL_FOR,
    )


@transaction.atomic
def disconnect(learning_set: LearningSet, *, by: Membership) -> None:
    """Disconnect the channel. Doing so twice changes nothing."""
    require(may_connect_chat(by))
    lock_set(learning_set, by=by)
    end_chat(learning_set, by=by.user)


def end_chat(learning_set: LearningSet, *, by: User) -> None:
    """Disconnect the channel, if any, of a set that is locked already."""
    if webhook := webhooks.webhook_of(learning_set.code):
        webhooks.end(webhook, webhooks.OFF, by=by)


def note_end(webhook: ChatWebhook, *, by: User | None) -> None:
    """Log that a channel was disconnected, by nobody, because it refused its messages."""
    of = LearningSet.objects.get(code=webhook.set_code)
    record(of, Verb.CHAT_ENDED, by=by, about=webhook)
