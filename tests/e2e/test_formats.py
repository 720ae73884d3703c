"""A coordinator makes a format the set's own: with scripts, by keyboard, and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.actionlearning.live.rooms import session_of
from tests.e2e.look import look
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(fay: BrowserContext, world: Cast) -> Iterator[Page]:
    """What Fay's set may meet by."""
    page = fay.new_page()
    page.goto(f"/sets/{world.set.code}/formats/")
    yield page
    page.close()


def titles(page: Page) -> list[str]:
    """Return the titles of the phases as they stand."""
    boxes = page.get_by_label("Title")
    return [boxes.nth(n).input_value() for n in range(boxes.count())]


def copy(page: Page) -> None:
    """Copy the first format that comes with the product."""
    page.get_by_role("button", name="Copy and change it").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A format of our own")


def test_the_sum_is_said_while_minutes_are_typed(page):
    look(page, "formats")
    copy(page)
    said = page.locator("output")

    expect(said).to_have_text("90 minutes: it adds up.")
    page.get_by_label("Minutes", exact=True).first.fill("9")
    expect(said).to_have_text("94 minutes: 4 too many.")
    look(page, "own-format")
    page.get_by_role("button", name="Save the format").click()

    expect(page.get_by_text("The phases take 94 minutes: 4 too many.")).to_be_visible()
    expect(page.get_by_label("Minutes", exact=True).first).to_have_value("9")


def test_phases_are_put_in_order_by_keyboard(page):
    copy(page)
    page.get_by_role("button", name="Move up: Process review").focus()

    page.keyboard.press("Enter")

    expect(page.locator(":focus")).to_have_accessible_name("Move up: Process review")
    assert titles(page)[6:8] == ["Process review", "Actions"]
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_text("The format is saved.")).to_be_visible()


def test_it_works_without_scripts(browser: Browser, site: Web, world: Cast):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    name, value = session_of(world.fay).split("=")
    context.add_cookies([{"name": name, "value": value, "url": site.url}])
    page = context.new_page()
    page.goto(f"/sets/{world.set.code}/formats/")
    copy(page)

    page.get_by_label("Add a phase").select_option("check")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("output")).to_have_text("The phases take 94 minutes.")
    page.get_by_label("Minutes in total").fill("94")
    page.get_by_role("button", name="Save the format").click()

    expect(page.get_by_text("The format is saved.")).to_be_visible()
    context.close()
