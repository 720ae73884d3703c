"""A coordinator changes the dates from one meeting on, and calls one off."""

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from actionlearning.outbox.models import Notice
from meetings.dates.services.cancelling import call_off
from meetings.models import Meeting
from tests.actionlearning.live.rooms import session_of
from tests.e2e.look import look
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

DAY = dt.timedelta(days=1)


@pytest.fixture
def page(fay: BrowserContext, world: Cast) -> Iterator[Page]:
    """The page of Harbour."""
    page = fay.new_page()
    page.goto(f"/sets/{world.set.code}/")
    yield page
    page.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def change_from_the_third_on(page: Page, world: Cast) -> None:
    """Let Harbour meet one day later at ten, from its third meeting on."""
    third = world.harbour.later[0]
    page.goto(f"/meetings/{third.code}/date/")
    page.get_by_label("Date", exact=True).fill((third.date + DAY).isoformat())
    page.get_by_label("At", exact=True).fill("10:00")
    page.get_by_label("this one and all after it").check()
    press(page, "See what changes")


def days(world: Cast) -> list[dt.date]:
    rows = world.set.meetings.filter(state="scheduled", number__lte=4)
    return [row.date for row in rows.order_by("number")]


def test_this_and_following_change_and_one_is_called_off(page: Page, world: Cast):
    second, third, fourth = world.meeting, *world.harbour.later
    look(page, "set-rhythm")
    page.get_by_role("link", name="Change when or where").click()
    look(page, "dates")

    change_from_the_third_on(page, world)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this right?")
    expect(page.get_by_text("7 people, one e-mail each")).to_be_visible()
    look(page, "dates-review")
    assert not Notice.objects.filter(kind="dates_changed").exists()
    press(page, "Change it and tell them")

    expect(page.get_by_text("The dates are changed.")).to_be_visible()
    assert days(world) == [second.date, third.date + DAY, fourth.date + DAY]
    assert Notice.objects.filter(kind="dates_changed").count() == 7

    page.get_by_role("link", name="Call it off").click()
    look(page, "cancellation")
    press(page, "Call it off and tell them")

    expect(page.get_by_text("It is called off.")).to_be_visible()
    assert days(world) == [second.date, fourth.date + DAY]
    assert Meeting.objects.get(pk=third.pk).state == "cancelled"
    assert Notice.objects.filter(kind="meeting_cancelled").count() == 7


def test_a_set_without_dates_agrees_new_ones(page: Page, world: Cast):
    call_off(world.meeting, by=world.membership("fay"), scope="following")
    page.reload()
    look(page, "set-without-dates")
    page.get_by_role("link", name="Agree new dates").first.click()
    look(page, "rule")
    page.get_by_label("Place").fill("")
    page.get_by_label("Video link").fill("")
    press(page, "Agree these dates")
    expect(
        page.get_by_text("Say where: a place, a video link, or both.").first
    ).to_be_visible()
    page.get_by_label("Place").fill("The barn")
    press(page, "Agree these dates")

    expect(page.get_by_text("The dates are agreed.")).to_be_visible()
    assert world.set.meetings.filter(state="scheduled", place="The barn").count() == 3


def test_it_works_without_scripts(browser: Browser, site: Web, world: Cast):
    name, value = session_of(world.fay).split("=")
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    context.add_cookies([{"name": name, "value": value, "url": site.url}])
    page = context.new_page()

    change_from_the_third_on(page, world)
    press(page, "Change something first")
    expect(page.get_by_label("At", exact=True)).to_have_value("10:00")
    expect(page.get_by_label("this one and all after it")).to_be_checked()
    press(page, "See what changes")
    press(page, "Change it and tell them")

    expect(page.get_by_text("The dates are changed.")).to_be_visible()
    assert days(world)[1] == world.harbour.later[0].date + DAY
    context.close()


def test_the_finer_rule_of_a_new_set(page: Page):
    page.goto("/sets/new/")
    look(page, "founding")

    page.get_by_text("On chosen days, every few weeks").click()
    look(page, "founding-finer")

    expect(page.get_by_label("Or after this many meetings")).to_be_visible()
