"""Three people in three zones find a date: asked, answered, and moved with one tap."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from actionlearning.lib.dates import clock_time
from meetings.models import Meeting, Poll
from tests.actionlearning.live.rooms import session_of
from tests.e2e.look import look
from tests.meetings.polls.polling import Polling
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]
Door = Callable[..., Page]


@pytest.fixture
def sign_in(browser: Browser, site: Web, world: Cast) -> Iterator[Door]:
    """Open a phone, signed in as somebody."""
    contexts = []

    def door(name: str, *, scripts: bool = True, width: int = 390) -> Page:
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 844},
        )
        cookie, value = session_of(world.users[name]).split("=")
        context.add_cookies([{"name": cookie, "value": value, "url": site.url}])
        contexts.append(context)
        return context.new_page()

    yield door
    for context in contexts:
        context.close()


def say(page: Page, *words: str) -> None:
    """Tap one answer per time, and keep them."""
    for n, word in enumerate(words):
        page.locator(f"input[value={word}]").nth(n).check()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()


def opened(page: Page, world: Cast) -> str:
    """Let Fay ask the set with the times that are proposed; return the address."""
    page.goto(f"/meetings/{world.meeting.code}/")
    page.get_by_role("link", name="Ask the set for another date").click()
    look(page, "poll-new")
    page.get_by_role("button", name="Ask the set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When can you make it?")
    return page.url


def test_three_zones_find_a_date(sign_in: Door, world: Cast):
    Polling(world).spread()
    fay, pia, ben = sign_in("fay"), sign_in("pia", scripts=False), sign_in("ben")
    address = opened(fay, world)
    pia.goto(f"/sets/{world.set.code}/")
    pia.get_by_role("link", name="Say when you can make it").click()
    expect(pia.get_by_text("early for you").first).to_be_visible()
    say(pia, "no", "maybe", "yes", "no")
    ben.goto(f"/sets/{world.set.code}/")
    look(ben, "poll-on-the-sets-page")
    ben.get_by_role("link", name="Say when you can make it").click()
    say(ben, "yes", "yes", "yes", "maybe")
    fay.goto(address)
    say(fay, "no", "yes", "yes", "yes")
    look(fay, "poll-decide")
    look(ben, "poll-answered")

    third = Polling(world).proposed(Poll.objects.get())[2]
    fay.get_by_role("button", name="Meet then").nth(2).click()

    expect(fay.get_by_text("The date is decided. Everybody is told")).to_be_visible()
    moved = Meeting.objects.get(pk=world.meeting.pk)
    assert moved.starts_at == third.starts_at
    for page, name in ((fay, "fay"), (pia, "pia"), (ben, "ben")):
        shown = clock_time(moved.starts_at, world.users[name].known_zone)
        for where in (f"/sets/{world.set.code}/", f"/meetings/{moved.code}/", address):
            page.goto(where)
            expect(page.locator("main")).to_contain_text(shown)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "The date is decided."
        )
    look(ben, "poll-decided")


def test_it_is_answered_by_keyboard(sign_in: Door, world: Cast):
    poll = Polling(world).open()
    page = sign_in("ben")
    page.goto(poll.get_absolute_url())

    page.get_by_role("radio", name="Yes").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(page.get_by_role("radio", name="If need be").first).to_be_checked()


def test_enter_never_decides(sign_in: Door, world: Cast):
    poll = Polling(world).open()
    page = sign_in("fay")
    page.goto(poll.get_absolute_url())

    page.get_by_role("radio", name="Yes").first.check()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    poll.refresh_from_db()
    assert poll.is_open


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_the_smallest_phone(
    sign_in: Door, world: Cast, width: int
):
    Polling(world).spread()
    poll = Polling(world).open()
    page = sign_in("fay", width=width)

    for where in (
        poll.get_absolute_url(),
        f"/sets/{world.set.code}/polls/new/",
        f"/sets/{world.set.code}/meetings/new/",
        f"/sets/{world.set.code}/",
    ):
        page.goto(where)
        assert page.evaluate("document.scrollingElement.scrollWidth") == width, where


def test_one_meeting_more(sign_in: Door, world: Cast):
    Polling(world).spread()
    page = sign_in("fay")
    page.goto(f"/sets/{world.set.code}/")
    page.get_by_role("link", name="Add a meeting").click()
    look(page, "extra")
    page.get_by_role("button", name="See who will be told").click()
    look(page, "extra-review")

    page.get_by_role("button", name="Plan it and tell everybody").click()

    expect(page.get_by_text("The meeting is planned.")).to_be_visible()
    assert world.set.meetings.filter(series=None).count() == 1
