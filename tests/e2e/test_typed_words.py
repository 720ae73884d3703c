"""What is typed into a form stays until the server has it, and with nobody but its writer."""

from collections.abc import Callable, Iterator

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import BrowserContext, Locator, Page, expect

from actionlearning.accounts.models import User
from sets.models import LearningSet
from tests.e2e.look import look
from tests.support.cast import Cast

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

PASSWORD = "a quiet room and one lamp"
BACK = "What you had typed is back."
LEFT = "This was not sent. Only you can see it:"
WORDS = "We say what we mean.\nWe ask before we answer."


@pytest.fixture
def harbour(world: Cast) -> LearningSet:
    """The set of Fay and Pia, who both have a password."""
    for person in (world.fay, world.pia):
        person.password = Argon2PasswordHasher().encode(PASSWORD, "a pinch of it")
        person.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=person,
            email=person.email,
            defaults={"verified": True, "primary": True},
        )
    return world.set


@pytest.fixture
def page(fay: BrowserContext, harbour: LearningSet) -> Iterator[Page]:
    """A tab of Fay's browser."""
    fay.clear_cookies()
    page = fay.new_page()
    yield page
    page.close()


@pytest.fixture
def sign_in(page: Page) -> Callable[[User], None]:
    """Sign somebody in at the sign-in page that is open, or that is opened."""

    def come_in(person: User) -> None:
        if "/account/login/" not in page.url:
            page.goto("/account/login/")
        page.get_by_label("E-mail", exact=True).fill(person.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", name="Come in")).to_have_count(0)

    return come_in


def sign_out(context: BrowserContext) -> None:
    """Sign out in another tab."""
    other = context.new_page()
    other.goto("/account/logout/")
    other.locator("main").get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Come in")).to_be_visible()
    other.close()


def rules(page: Page) -> Locator:
    """Return the box of the ground rules, unfolded."""
    fold = page.get_by_text("Change the ground rules")
    if not page.get_by_label("Ground rules").is_visible():
        fold.click()
    return page.get_by_label("Ground rules")


def agreement(of: LearningSet) -> str:
    """Return the address of a set's ground rules."""
    return f"/sets/{of.code}/agreement/"


def ask(page: Page, of: LearningSet, text: str) -> Locator:
    """Type into the request to management."""
    page.goto(f"/sets/{of.code}/requests/")
    box = page.get_by_label("What does the set need?")
    box.fill(text)
    return box


def test_ground_rules_outlive_the_session(page, fay, world, harbour, sign_in):
    sign_in(world.fay)
    page.goto(agreement(harbour))
    rules(page).fill(WORDS)

    sign_out(fay)
    page.get_by_role("button", name="Save the new version").click()
    sign_in(world.fay)

    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("Ground rules")).to_have_value(WORDS)
    look(page, "typed-words-back")
    page.get_by_role("button", name="Save the new version").click()
    expect(page.locator("li .quote").first).to_have_text("We say what we mean.")
    page.reload()
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_a_request_outlives_a_session_that_another_tab_began_again(
    page, fay, world, harbour, sign_in
):
    sign_in(world.fay)
    ask(page, harbour, "A room with a door.")

    fay.clear_cookies(name="session")
    page.get_by_role("button", name="Ask management").click()
    sign_in(world.fay)
    expect(page.get_by_label("What does the set need?")).to_have_value(
        "A room with a door."
    )
    fay.clear_cookies(name="csrf")
    page.get_by_role("button", name="Ask management").click()
    page.get_by_role("link", name="Open the form again").click()

    expect(page.get_by_label("What does the set need?")).to_have_value(
        "A room with a door."
    )


def test_a_set_to_be_founded_outlives_the_session(page, fay, world, harbour, sign_in):
    sign_in(world.fay)
    page.goto("/sets/new/")
    page.get_by_label("Name of the set").fill("Lanterns")
    page.get_by_label("E-mail addresses").fill("jo@example.org")

    sign_out(fay)
    page.get_by_role("button", name="Start the set").click()
    sign_in(world.fay)

    expect(page.get_by_label("Name of the set")).to_have_value("Lanterns")
    expect(page.get_by_label("E-mail addresses")).to_have_value("jo@example.org")


def test_a_reload_at_once_keeps_the_words_until_they_are_discarded(
    page, world, harbour, sign_in
):
    sign_in(world.fay)
    box = ask(page, harbour, "A room with a door.")
    page.reload()
    expect(box).to_have_value("A room with a door.")

    page.get_by_role("button", name="Discard it").click()

    expect(box).to_have_value("")
    page.reload()
    expect(box).to_have_value("")
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_a_report_back_is_reloaded_before_it_saved_itself(
    page, world, harbour, sign_in
):
    sign_in(world.fay)
    page.goto(f"/meetings/{world.meeting.code}/report-back/")
    page.on("dialog", lambda dialog: dialog.accept())
    box = page.get_by_label("What did you do?")
    with page.expect_response("**/draft/"):
        box.fill("I asked Jo.")

    box.press_sequentially(" Jo said yes.")
    with page.expect_response("**/draft/"):
        page.reload()

    expect(box).to_have_value("I asked Jo. Jo said yes.")
    page.wait_for_function("Object.keys(sessionStorage).length === 0")
    page.reload()
    expect(box).to_have_value("I asked Jo. Jo said yes.")
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_what_is_newer_stays_and_the_words_are_shown_beside_it(
    page, world, harbour, sign_in
):
    sign_in(world.fay)
    page.goto(agreement(harbour))
    rules(page).fill(WORDS)

    newest = harbour.agreements.latest("version")
    newest.ground_rules = "Somebody else wrote this."
    newest.save(update_fields=["ground_rules"])
    page.reload()

    expect(page.get_by_text(LEFT)).to_be_visible()
    expect(page.locator("[data-text]")).to_have_text(WORDS)
    expect(rules(page)).to_have_value("Somebody else wrote this.")
    look(page, "typed-words-newer")


def test_the_next_person_finds_nothing(page, fay, world, harbour, sign_in):
    sign_in(world.fay)
    ask(page, harbour, "A room with a door.")

    fay.clear_cookies()
    sign_in(world.pia)
    page.goto(f"/sets/{harbour.code}/requests/")

    expect(page.get_by_label("What does the set need?")).to_have_value("")
    assert kept(page) == []


def test_signing_out_forgets_in_every_tab(page, fay, world, harbour, sign_in):
    sign_in(world.fay)
    ask(page, harbour, "A room with a door.")
    assert len(kept(page)) == 1

    sign_out(fay)

    page.wait_for_function("Object.keys(sessionStorage).length === 0")
    assert kept(page) == []


def test_a_long_paste_is_counted_and_refused_with_every_word(
    page, world, harbour, sign_in
):
    sign_in(world.fay)
    page.goto(agreement(harbour))
    long = "a" * 20_000

    rules(page).fill(long)
    expect(
        page.get_by_text("20,000 characters, and there is room for 4,000.")
    ).to_be_visible()
    look(page, "typed-words-too-long")
    page.get_by_role("button", name="Save the new version").click()

    expect(page.get_by_label("Ground rules")).to_have_value(long)
    expect(page.locator(".errorlist")).to_contain_text("4000")


def kept(page: Page) -> list[str]:
    """Return what this tab keeps."""
    found: list[str] = page.evaluate("Object.keys(sessionStorage)")
    return found
