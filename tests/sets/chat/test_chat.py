"""A coordinator lets a channel hear the dates of the set."""

import datetime as dt
import logging

import pytest
import time_machine

from actionlearning.lib.clock import now
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.tasks import tick
from actionlearning.outbox.webhooks import send as webhooks
from meetings.set_pages.services.closing import close_set
from sets.chat.services import attempt, connect, disconnect
from sets.models import Activity
from tests.support.cast import Cast
from tests.support.chat import HOST, SECRET, FakeChat, FakeNetwork

State = Notice.State


@pytest.fixture
def webhook(cast: Cast) -> ChatWebhook:
    return connect(cast.set, by=cast.membership("fay"), address=SECRET, service="slack")


def url(cast: Cast, more: str = "") -> str:
    return f"/sets/{cast.set.code}/chat/{more}"


def logged(cast: Cast) -> list[str]:
    rows = Activity.objects.filter(learning_set=cast.set, verb__startswith="chat.")
    return list(rows.order_by("pk").values_list("verb", flat=True))


def ways(**more: object) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(webhook__isnull=False, **more).order_by("pk")
    return list(rows.values_list("kind", "state"))


def test_the_coordinator_pastes_the_address_and_tries_it(cast: Cast, chat: FakeChat):
    client = cast.client("fay")

    kept = client.post(url(cast), {"address": SECRET, "service": ""}, follow=True)
    client.post(url(cast, "trial/"))
    client.post(url(cast, "trial/"))
    tick()

    assert kept.status_code == 200
    assert chat.texts == [
        "Harbour posts its dates here.\nThis is a test. "
        "You will see days, times and places here, and nothing else."
    ]
    assert ChatWebhook.objects.get().service == "slack"
    assert logged(cast) == ["chat.connected"]
    assert "The last message arrived on" in client.get(url(cast)).text


def test_everybody_in_the_set_sees_that_dates_leave_it(cast: Cast):
    before = cast.client("pia").get(url(cast)).text
    connect(cast.set, by=cast.membership("fay"), address=SECRET, service="slack")

    after = cast.client("pia").get(url(cast)).text

    assert "No dates leave this set" in before
    assert "The dates of this set leave it" in after
    assert "Send a test message" not in after


def test_the_page_of_who_sees_what_says_so(cast: Cast):
    address = f"/sets/{cast.set.code}/releases/"
    before = cast.client("pia").get(address).text
    connect(cast.set, by=cast.membership("fay"), address=SECRET, service="teams")

    after = cast.client("pia").get(address).text

    assert "The dates of this set leave it" not in before
    assert "anyone who reads its channel in Microsoft Teams sees when" in after


@pytest.mark.parametrize("name", ["fay", "pia"])
def test_the_address_is_never_shown_again(cast: Cast, webhook: ChatWebhook, name: str):
    text = cast.client(name).get(url(cast)).text

    assert f"{HOST}, ending in 9abc" in text
    assert "verysecret" not in text


def test_a_refused_address_is_not_in_the_answer(cast: Cast, chat: FakeChat):
    FakeNetwork.names = {HOST: [["10.0.0.1"]]}

    answer = cast.client("fay").post(url(cast), {"address": SECRET})

    assert answer.status_code == 422
    assert "private network" in answer.text
    assert "verysecret" not in answer.text
    assert ChatWebhook.objects.count() == 0


def test_the_demo_tells_nothing_outside(cast: Cast, settings):
    settings.DEMO = True

    answer = cast.client("fay").post(url(cast), {"address": SECRET})

    assert answer.status_code == 422
    assert "The demo sends nothing to the outside." in answer.text


def test_nothing_is_logged_of_an_address(cast: Cast, chat: FakeChat, webhook, caplog):
    caplog.set_level(logging.DEBUG)
    attempt(cast.set, by=cast.membership("fay"))
    chat.answer = lambda handler: handler.connection.close()

    tick()

    row = Notice.objects.get(kind="chat_test")
    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert "verysecret" not in caplog.text + row.why


def test_another_channel_takes_the_place_of_the_first(cast: Cast, webhook: ChatWebhook):
    attempt(cast.set, by=cast.membership("fay"))

    connect(cast.set, by=cast.membership("fay"), address=SECRET, service="mattermost")

    webhook.refresh_from_db()
    assert (webhook.ended_why, webhook.address) == (webhooks.OFF, "")
    assert ways() == [("chat_test", "dropped")]
    assert ChatWebhook.objects.get(ended_at=None).service == "mattermost"
    assert logged(cast) == ["chat.connected", "chat.ended", "chat.connected"]


def test_what_is_switched_off_hears_nothing_more(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    attempt(cast.set, by=cast.membership("fay"))
    disconnect(cast.set, by=cast.membership("fay"))
    disconnect(cast.set, by=cast.membership("fay"))

    tick()

    assert chat.posts == []
    assert logged(cast) == ["chat.connected", "chat.ended"]
    assert attempt(cast.set, by=cast.membership("fay")) is False


def test_a_closed_set_tells_nothing(cast: Cast, webhook: ChatWebhook):
    close_set(cast.set, by=cast.membership("fay"))

    webhook.refresh_from_db()
    assert (webhook.ended_why, webhook.address) == (webhooks.OFF, "")


def test_only_the_coordinator_may(cast: Cast):
    asked = {"address": SECRET, "service": "slack"}

    answers = [
        cast.client("pia").post(url(cast, end), asked).status_code
        for end in ("", "trial/", "end/")
    ]

    assert answers == [403, 403, 403]
    assert ChatWebhook.objects.count() == 0


def test_a_service_that_is_away_is_asked_again(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    chat.status = 503
    attempt(cast.set, by=cast.membership("fay"))
    attempt_again = now() + dt.timedelta(minutes=1, seconds=30)
    tick()
    first = ways(attempts=1)

    chat.status = 200
    with time_machine.travel(attempt_again, tick=False):
        tick()

    assert first == [("chat_test", "waiting")]
    assert ways() == [("chat_test", "sent")]
    assert len(chat.posts) == 2


def test_what_has_lost_its_use_is_not_told(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    attempt(cast.set, by=cast.membership("fay"))

    with time_machine.travel(now() + dt.timedelta(hours=1), tick=False):
        tick()

    assert (ways(), chat.posts) == ([("chat_test", "dropped")], [])


@pytest.mark.parametrize("status", [404, 410])
def test_three_refusals_end_the_channel(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook, status
):
    chat.status = status
    for minute in range(4):
        with time_machine.travel(now() + dt.timedelta(minutes=minute), tick=False):
            attempt(cast.set, by=cast.membership("fay"))
            tick()

    webhook.refresh_from_db()
    page = cast.client("fay").get(f"/sets/{cast.set.code}/mail/").text

    assert (webhook.ended_why, webhook.address, webhook.refusals) == (
        webhooks.REFUSED,
        "",
        3,
    )
    assert ways() == [("chat_test", "failed")] * 3
    assert logged(cast) == ["chat.connected", "chat.ended"]
    assert "refused 3 messages in a row" in page


def test_one_that_arrives_forgets_the_refusals(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    for minute, status in enumerate([404, 410, 200, 404]):
        chat.status = status
        with time_machine.travel(now() + dt.timedelta(minutes=minute), tick=False):
            attempt(cast.set, by=cast.membership("fay"))
            tick()

    webhook.refresh_from_db()
    assert (webhook.ended_at, webhook.refusals) == (None, 1)


def test_a_message_given_up_is_said_on_the_mail_page(
    cast: Cast, chat: FakeChat, webhook
):
    chat.status = 307
    attempt(cast.set, by=cast.membership("fay"))

    tick()

    page = cast.client("fay").get(f"/sets/{cast.set.code}/mail/").text
    assert "the service refused it (307)" in page
    assert "Other mail" not in page


def test_a_name_that_turns_inside_later_is_refused(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    FakeNetwork.names = {HOST: [["127.0.0.1"]]}
    attempt(cast.set, by=cast.membership("fay"))

    tick()

    assert (ways(), FakeNetwork.dialled) == ([("chat_test", "failed")], [])


def test_a_silent_channel_holds_only_its_own(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    elsewhere = cast.worlds[1].set
    other = ChatWebhook.objects.create(
        set_code=elsewhere.code,
        service="slack",
        address=SECRET.replace(HOST, "nowhere.example"),
        host="nowhere.example",
        tail="9abc",
        language="en-gb",
    )
    FakeNetwork.names = {"nowhere.example": [[]]}
    for key in ("one", "two"):
        webhooks.queue_message(
            *(other.set_code, "chat_test"),
            key=key,
            about={},
            useless_after=now() + dt.timedelta(hours=1),
        )
    attempt(cast.set, by=cast.membership("fay"))

    tick()

    assert ways(webhook=webhook) == [("chat_test", "sent")]
    tried = Notice.objects.filter(webhook=other).values_list("state", "attempts")
    assert list(tried.order_by("pk")) == [("waiting", 1), ("waiting", 0)]


def test_a_worker_that_died_tells_it_again(
    cast: Cast, chat: FakeChat, webhook: ChatWebhook
):
    attempt(cast.set, by=cast.membership("fay"))
    Notice.objects.filter(webhook=webhook).update(
        state=State.SENDING, leased_until=now() - dt.timedelta(seconds=1)
    )

    tick()

    assert (ways(), len(chat.posts)) == ([("chat_test", "sent")], 1)
