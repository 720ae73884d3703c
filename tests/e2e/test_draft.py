"""A report-back that is being written survives the network, the server and the reader."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.look import look

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

SOON = 3_000  #: milliseconds after the last key in which a draft is saved
LATER = 15_000  #: milliseconds in which it is tried again
DRAFT = "**/report-back/draft/"
NOT_YET = "Not saved yet, trying again. Your text is kept here."


@pytest.fixture
def page(fay: BrowserContext, code: str) -> Iterator[Page]:
    """Fay’s report-back for the next meeting."""
    page = fay.new_page()
    page.goto(f"/meetings/{code}/report-back/")
    yield page
    page.close()


def box(page: Page) -> Locator:
    """Return where the first answer is written."""
    return page.get_by_label("What did you do?")


def is_saved(page: Page, within: int) -> None:
    """Wait for the stamp that says so."""
    expect(page.locator("[data-stamp]")).to_contain_text("Saved", timeout=within)


def is_not_saved_yet(page: Page) -> None:
    """Wait for the honest words."""
    expect(page.locator("[data-stamp]")).to_have_text(NOT_YET, timeout=LATER)


def is_kept(page: Page, text: str) -> None:
    """The text is there on a fresh page."""
    page.reload()
    expect(box(page)).to_have_value(text)


def test_what_is_typed_is_saved_soon(page):
    box(page).press_sequentially("I asked Jo.", delay=20)

    is_saved(page, SOON)
    is_kept(page, "I asked Jo.")


def test_without_a_network_it_says_so_and_saves_when_it_is_back(page, fay):
    box(page).fill("I asked Jo.")
    is_saved(page, SOON)

    fay.set_offline(True)
    box(page).press_sequentially(" Jo said yes.")
    is_not_saved_yet(page)
    look(page, "draft-offline")
    fay.set_offline(False)

    is_saved(page, LATER)
    is_kept(page, "I asked Jo. Jo said yes.")


@pytest.mark.parametrize(
    "fails",
    [lambda route: route.fulfill(status=500), lambda route: route.abort()],
    ids=["our fault", "no answer"],
)
def test_a_server_that_fails_loses_nothing_typed(page, fails):
    page.route(DRAFT, fails)
    box(page).fill("I asked Jo.")
    is_not_saved_yet(page)
    page.get_by_role("button", name="File my report-back").click()
    is_not_saved_yet(page)
    expect(box(page)).to_have_value("I asked Jo.")

    page.unroute(DRAFT)

    is_saved(page, LATER)
    is_kept(page, "I asked Jo.")
