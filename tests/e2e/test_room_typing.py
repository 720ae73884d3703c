"""What somebody is still typing when the room moves on (threat-model.md#typing)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.clock import Clock
from tests.e2e.conftest import collect_static
from tests.e2e.six import Six, six
from tests.stack import Web, running

pytestmark = [pytest.mark.e2e, pytest.mark.postgresql]

WORDS = "How can I keep what I have only begun to"


@pytest.fixture
def table(clock: Clock, browser: Browser) -> Iterator[Six]:
    """Six people in the lobby."""
    collect_static()
    with running(web := Web()):
        seated = six(browser, web.url)
        yield seated
        seated.leave()


def test_a_bid_that_was_not_sent_stays_with_its_writer(table: Six):
    table.start("choose")
    listener, writer = table.people[-2:]
    listener.open(table.meeting.get_room_url())
    writer.open(table.meeting.get_room_url())
    writer.page.locator("#bid input[name=sentence]").press_sequentially(WORDS)

    table.go_to("current_issue")

    kept = writer.page.locator("kept-words")
    expect(writer.page.locator("#bid")).to_have_count(0)
    expect(kept).to_contain_text(WORDS)
    listener.misses(WORDS)
    assert not table.meeting.bids.filter(sentence__startswith=WORDS)
    writer.look("room-kept-words")
    kept.get_by_role("button", name="Let it go").click()
    expect(kept).to_be_hidden()


def test_what_was_sent_is_not_kept_beside_it(table: Six):
    table.start("choose")
    writer = table.people[-1]
    writer.open(table.meeting.get_room_url())
    writer.page.locator("#bid input[name=sentence]").fill(WORDS)
    writer.press("Bid for airtime")
    expect(writer.page.locator("#bid")).to_contain_text("Word my bid anew")

    table.go_to("current_issue")

    expect(writer.page.locator("#bid")).to_have_count(0)
    expect(writer.page.locator("kept-words")).to_be_hidden()
