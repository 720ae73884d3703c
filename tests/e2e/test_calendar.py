"""Somebody subscribes to their meetings: switch on, copy, make a new address, switch off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.look import look
from tests.support.calendars import read
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def page(fay: BrowserContext, site: Web) -> Iterator[Page]:
    """Fay’s profile; what she copies can be read back."""
    fay.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page = fay.new_page()
    page.goto("/profile/")
    yield page
    page.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def copied(page: Page) -> str:
    """Copy the address, and return what is on the clipboard."""
    press(page, "Copy")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def fetched(page: Page, address: str) -> tuple[int, bytes]:
    """Ask for a calendar as a program would that nobody is signed in to."""
    context = page.context.browser.new_context() if page.context.browser else None
    assert context
    answer = context.request.get(address)
    status, body = answer.status, answer.body()
    context.close()
    return status, body


def test_a_subscription_from_beginning_to_end(page: Page, world: Cast):
    page.get_by_role("link", name="Meetings in your calendar").click()
    look(page, "calendar/off")

    press(page, "Switch it on")
    address = copied(page)
    page.get_by_text("Where to put it").click()
    look(page, "calendar/address")
    status, body = fetched(page, address)
    assert re.search(r"/calendars/[\w-]{43}\.ics$", address)
    assert status == 200
    assert world.meeting.starts_at in [e.dtstart.value for e in read(body).vevent_list]

    page.goto("/profile/calendar/")
    look(page, "calendar/on")
    press(page, "Make a new address")
    second = copied(page)
    assert second != address
    assert (fetched(page, address)[0], fetched(page, second)[0]) == (404, 200)

    page.goto("/profile/calendar/")
    press(page, "Switch it off")
    expect(page.get_by_text("The subscription has ended.")).to_be_visible()
    assert fetched(page, second)[0] == 404


def test_what_an_entry_says_is_chosen(page: Page):
    page.goto("/profile/calendar/")

    page.get_by_label("Show the name of the set in my calendar").uncheck()
    press(page, "Save")

    expect(page.get_by_text("Your choice is saved.")).to_be_visible()
    expect(
        page.get_by_label("Show the name of the set in my calendar")
    ).not_to_be_checked()
    expect(page.get_by_label("E-mail me an entry for each new date")).to_be_checked()


def test_a_meeting_is_taken_along_from_its_page(page: Page, code: str):
    page.goto(f"/meetings/{code}/")
    look(page, "calendar/meeting")

    with page.expect_download() as taken:
        page.get_by_role("link", name="Put it in my calendar").click()

    assert taken.value.suggested_filename == "meeting-2.ics"
    assert read(taken.value.path().read_bytes()).method.value == "PUBLISH"
