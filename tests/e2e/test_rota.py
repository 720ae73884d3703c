"""A turn changes hands, and somebody answers from a mail: both pages tell the same."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import _signed_in
from tests.e2e.look import look
from tests.reports.letters import Letters
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = pytest.mark.e2e


@pytest.fixture
def ben(browser: Browser, site: Web, world: Cast) -> Iterator[BrowserContext]:
    """The browser of another member, signed in."""
    yield from _signed_in(browser, site, world.ben)


@pytest.fixture
def anybody(browser: Browser, site: Web) -> Iterator[Page]:
    """A browser in which nobody is signed in."""
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()


def test_a_turn_is_offered_and_taken(
    fay: BrowserContext, ben: BrowserContext, world: Cast
):
    offers, takes = fay.new_page(), ben.new_page()
    address = world.set.get_absolute_url()
    offers.goto(address)
    offers.get_by_text("Swap, or pass it on").first.click()
    look(offers, "set-swap-open")
    offers.get_by_label("Offer my turn to").first.select_option("Ben Shah")
    offers.get_by_role("button", name="Offer", exact=True).first.click()
    expect(offers.get_by_text("You are offering this turn to Ben.")).to_be_visible()
    look(offers, "rota-offered")

    takes.goto(address)
    expect(takes.get_by_text("Fay is offering you this turn.")).to_be_visible()
    look(takes, "set-offer")
    takes.get_by_role("button", name="I’ll take it").click()

    for page in (offers, takes):
        page.goto(address)
        expect(page.get_by_text("Ben is swapping with Fay.")).to_be_visible()
        page.goto(world.meeting.get_absolute_url())
        expect(page.get_by_text("Ben is swapping with Fay.")).to_be_visible()
    look(takes, "meeting-swapped")


def test_somebody_answers_from_the_mail_without_signing_in(
    anybody: Page, fay: BrowserContext, world: Cast
):
    letter = Letters(world).read("meeting_reminder", to="ben")
    found = re.search(r"https?://\S+/replies/[^\s)]+", letter)
    assert found
    anybody.goto(urlsplit(found[0]).path)
    look(anybody, "reply")
    anybody.get_by_label("A note (optional)").fill("The boiler man comes.")
    anybody.get_by_role("button", name="I can’t come").click()
    expect(anybody.get_by_text("Saved: you can’t come.")).to_be_visible()

    page = fay.new_page()
    page.goto(world.meeting.get_absolute_url())
    expect(page.get_by_text("The boiler man comes.")).to_be_visible()
    expect(
        page.get_by_text("0 of 6 are coming; 3 are needed. Ben can’t come.")
    ).to_be_visible()
    look(page, "meeting-reason")
