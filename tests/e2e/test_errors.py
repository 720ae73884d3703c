"""What goes wrong, provoked on a real server and looked at: a page of ours, a way on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.look import look
from tests.support.stack import Web

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

SEND_OFTEN = """async () => {
    const form = document.querySelector("form");
    for (let n = 0, status = 0; status !== 429 && n < 90; n++)
        ({ status } = await fetch(form.action, { method: "POST", body: new FormData(form) }));
}"""
MEGABYTE = "document.querySelector('[name=name]').value = 'a'.repeat(1_000_001)"


@pytest.fixture
def stranger(browser: Browser, site: Web) -> Iterator[Page]:
    """The page of somebody who has not signed in; limits start anew after it."""
    context = browser.new_context(base_url=site.url)
    yield context.new_page()
    context.close()
    cache.clear()


def test_what_cannot_be_read_or_found_says_so(ada: BrowserContext, code: str):
    page = ada.new_page()

    _opens(page, "/help/?q=%00", 400, "We can’t make sense of that request.")
    _opens(page, f"/meetings/{code}/report-back/", 403, "this is not yours to do")
    _opens(page, "/nowhere/", 404, "This page doesn’t exist, or isn’t open to you.")
    _opens(page, "/profile/zone/", 405, "There is nothing to read at this address.")


def test_what_is_too_much_or_too_old_says_so(ada: BrowserContext):
    page = ada.new_page()

    page.goto("/profile/")
    page.evaluate(MEGABYTE)
    _sends(page, "Save my profile", 413, "more than we can take at once")
    page.goto("/profile/")
    page.get_by_role("button", name="Discard it").click()  # it is back, whole
    ada.clear_cookies(name="csrf")
    words = "This form has been open for too long."
    _sends(page, "Save my profile", 403, words, "csrf", way="/profile/")


def test_two_windows_show_what_the_other_one_saved(fay: BrowserContext, code: str):
    one, other = fay.new_page(), fay.new_page()
    for window in (one, other):
        window.goto(f"/meetings/{code}/report-back/")
    one.get_by_label("What did you do?").fill("I waited.")
    expect(one.locator("[data-stamp]")).to_contain_text("Saved")

    other.get_by_label("What did you do?").fill("I asked.")

    expect(other.locator("[data-part]")).to_contain_text("I waited.")
    look(other, "error-409")
    assert other.get_by_label("What did you do?").input_value() == "I asked."


def test_too_often_says_when_to_try_again(stranger: Page):
    stranger.goto("/account/login/")
    for _ in range(6):
        stranger.get_by_label("E-mail").fill("fay@example.org")
        stranger.get_by_label("Password", exact=True).fill("not this one")
        stranger.get_by_role("button", name="Sign in").click()
    expect(stranger.get_by_text("Please try again in five minutes.")).to_be_visible()
    look(stranger, "sign-in-too-often")

    stranger.evaluate(SEND_OFTEN)
    stranger.get_by_label("Password", exact=True).fill("not this one")
    _sends(stranger, "Sign in", 429, "Try again in a minute")


def test_our_own_mistake_says_so(ada: BrowserContext):
    page = ada.new_page()

    with _away("sets_membership"):
        _opens(page, "/", 500, "Something went wrong on our side.")

    assert _status(page, "/") == 200


def test_a_database_that_is_away_says_so_and_comes_back(ada: BrowserContext):
    page = ada.new_page()
    page.set_default_timeout(60_000)
    assert _status(page, "/") == 200

    with _unreachable():
        _opens(page, "/", 503, "We cannot reach our records at the moment.")

    assert _status(page, "/") == 200


def _status(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def _opens(page: Page, address: str, status: int, words: str) -> None:
    assert _status(page, address) == status
    _leads_on(page, words, str(status))


def _sends(
    page: Page, button: str, status: int, words: str, name: str = "", way: str = "/"
) -> None:
    with page.expect_response(lambda r: r.request.method == "POST") as sent:
        page.get_by_role("button", name=button).click()
    assert sent.value.status == status
    _leads_on(page, words, name or str(status), way)


def _leads_on(page: Page, words: str, name: str, way: str = "/") -> None:
    """The page says this in our layout, and has a way on."""
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator("main a.btn.go")).to_have_attribute("href", way)
    look(page, f"error-{name}")


@contextmanager
def _away(table: str) -> Iterator[None]:
    """Hide a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


@contextmanager
def _unreachable() -> Iterator[None]:
    """Let nobody reach the test's database."""
    name = connection.settings_dict["NAME"]
    allow = f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS'
    end_sessions = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    )
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as above:
        above.execute(f"{allow} false")
        above.execute(end_sessions, [name])
        try:
            yield
        finally:
            above.execute(f"{allow} true")
