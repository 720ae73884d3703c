"""The page of the channel that hears a set's dates, as coordinator and members see it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from actionlearning.outbox.webhooks import send as webhooks
from sets.chat.services import connect
from tests.e2e.look import look
from tests.support.cast import Cast
from tests.support.chat import SECRET

pytestmark = pytest.mark.e2e


def test_a_channel_is_named_tried_and_ended(fay: BrowserContext, world: Cast):
    page = fay.new_page()
    page.goto(f"/sets/{world.set.code}/members/")
    page.get_by_role("link", name="Post the dates in a chat").click()
    look(page, "chat/none")

    page.get_by_label("Secret address of the channel").fill("http://chat.example/x")
    page.get_by_role("button", name="Post the dates there").click()
    expect(page.get_by_text("The address must begin with https://.")).to_be_visible()
    look(page, "chat/refused-address")

    webhook = connect(
        world.set, by=world.membership("fay"), address=SECRET, service="mattermost"
    )
    page.goto(f"/sets/{world.set.code}/chat/")
    expect(page.get_by_text("hooks.slack.com, ending in 9abc")).to_be_visible()
    look(page, "chat/told")
    page.get_by_role("button", name="Send a test message").click()
    expect(page.get_by_text("A message is on its way.")).to_be_visible()

    webhook.refusals = webhooks.REFUSALS_UNTIL_ENDED
    webhook.save(update_fields=["refusals"])
    webhooks.end(webhook, webhooks.REFUSED)
    page.goto(f"/sets/{world.set.code}/mail/")
    expect(page.get_by_text("refused 3 messages in a row")).to_be_visible()
    look(page, "chat/mail")
    page.get_by_role("link", name="See the channel").click()
    look(page, "chat/given-up")


def test_the_adviser_sees_which_channel_is_told(ada: BrowserContext, world: Cast):
    connect(world.set, by=world.membership("fay"), address=SECRET, service="slack")
    page = ada.new_page()

    page.goto(f"/sets/{world.set.code}/releases/")
    page.get_by_role("link", name="See the channel").click()

    expect(page.get_by_text("The dates of this set leave it")).to_be_visible()
    expect(page.get_by_role("button", name="Send a test message")).to_have_count(0)
    look(page, "chat/reader")
