"""The channel that is told the dates of a set, and how its last message fared."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.webhooks.send import REFUSED
from sets.models import LearningSet, Membership
from sets.permissions import may_connect_chat

State = Notice.State


@dataclass(frozen=True)
class ChatPage:
    """The running channel or the one that was given up, and how its last message fared."""

    learning_set: LearningSet
    webhook: ChatWebhook | None
    refused: ChatWebhook | None
    told_at: dt.datetime | None
    trouble: str
    is_waiting: bool
    may_change: bool


def chat_page(membership: Membership) -> ChatPage:
    """Return what everybody in the member's set may know of its channel."""
    latest = ChatWebhook.objects.filter(set_code=membership.learning_set.code).first()
    webhook = latest if latest and latest.ended_at is None else None
    is_refused = latest is not None and latest.ended_why == REFUSED
    last = _last(webhook) if webhook else None
    sent = Notice.objects.filter(webhook=webhook, state=State.SENT)
    return ChatPage(
        learning_set=membership.learning_set,
        webhook=webhook,
        refused=latest if is_refused else None,
        told_at=sent.aggregate(at=Max("sent_at"))["at"] if webhook else None,
        trouble=_trouble(last) if last else "",
        is_waiting=last is not None and last.state in {State.WAITING, State.SENDING},
        may_change=may_connect_chat(membership),
    )


def _last(webhook: ChatWebhook) -> Notice | None:
    tried = webhook.notices.exclude(state=State.DROPPED)
    return tried.order_by("-created_at", "-pk").first()


def _trouble(last: Notice) -> str:
    """Return why the last message did not arrive, or "" if it did."""
    if last.state == State.FAILED:
        return _("The last message did not arrive: %(why)s.") % {"why": _why(last.why)}
    if last.state != State.SENT and last.attempts:
        return _("The last message was not accepted yet. We are trying again.")
    return ""


def _why(why: str) -> str:
    if why == "not a public address":
        return _("its host is now in a private network")
    if why.startswith("refused with"):
        return _("the service refused it (%(code)s)") % {"code": why.split()[-1]}
    return _("the service did not answer")
