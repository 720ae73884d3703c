"""Mail leaves before channels are tried, and leaves them a quarter of the time."""

import datetime as dt
from http.server import BaseHTTPRequestHandler

import pytest
import time_machine
from django.core import mail
from time_machine import Traveller

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox import delivery
from actionlearning.outbox.kinds import TELLERS
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.webhooks import send as webhooks
from tests.actionlearning.outbox.letters import KINDS, hello, states, waits, writers
from tests.support.chat import HOST, SECRET, FakeChat

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
_clock: list[Traveller] = []


def says(notice: Notice) -> list[str]:
    """What a channel is told."""
    return ["Harbour meets."]


def slowly(notice: Notice) -> object:
    """A letter that takes ten seconds."""
    _clock[0].shift(10 * SECOND)
    return hello(notice)


@pytest.fixture
def channel(monkeypatch) -> Notice:
    """One message that a channel waits for."""
    writers(monkeypatch, {**KINDS, "slow": slowly})
    monkeypatch.setitem(TELLERS, "news", says)
    webhook = ChatWebhook.objects.create(
        set_code="abc", service="slack", address=SECRET, host=HOST, tail="9abc"
    )
    webhooks.queue_message(
        webhook.set_code,
        "news",
        key="1",
        about={},
        useless_after=now() + dt.timedelta(days=1),
    )
    return Notice.objects.get()


def test_all_mail_has_left_when_a_channel_is_called(
    pia: User, chat: FakeChat, channel: Notice
):
    left = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left.append(len(mail.outbox))
        handler.send_response(200)
        handler.end_headers()

    chat.answer = answer
    for _ in range(3):
        waits(pia)

    sent = delivery.drain(until=now() + 20 * SECOND)

    assert (sent, left) == (4, [3])


def test_a_channel_that_hangs_takes_no_time_from_the_mail(
    pia: User, chat: FakeChat, channel: Notice
):
    with time_machine.travel(now(), tick=False) as clock:
        until = now() + 20 * SECOND

        def hang(handler: BaseHTTPRequestHandler) -> None:
            clock.shift(60 * SECOND)

        chat.answer = hang
        waits(pia)
        delivery.drain(until=until)

    assert [state for state, _why in states()] == ["waiting", "sent"]


def test_mail_that_needs_all_the_time_leaves_channels_a_quarter(
    pia: User, chat: FakeChat, channel: Notice
):
    with time_machine.travel(now(), tick=False) as clock:
        _clock[:] = [clock]
        for _ in range(9):
            waits(pia, "slow")
        delivery.drain(until=now() + 40 * SECOND)

    found = [state for state, _why in states()]
    assert (found[0], found.count("waiting")) == ("sent", 6)
