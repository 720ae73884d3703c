"""Notices, what a person chooses about them, and the one click of a mail program."""

import datetime as dt

import pytest
from playwright.sync_api import APIRequestContext, BrowserContext, Playwright, expect

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.daily_digest import bundle
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.kinds import KINDS
from actionlearning.outbox.models import Notice
from actionlearning.outbox.unsubscribe import path_of
from tests.e2e.look import MAIL_HAS_NONE, look
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = pytest.mark.e2e

DAY = dt.timedelta(days=1)


def arrives(world: Cast) -> None:
    """Let Fay's morning hold a reminder and a report-back, and a wrap-up come beside it."""
    rows = [
        Notice(
            kind=kind,
            key=f"{kind}:fay",
            person=world.fay,
            address=world.fay.email,
            about={"meeting": about},
            set_code=world.set.code,
            useless_after=now() + DAY,
        )
        for kind, about in (
            ("meeting_reminder", world.meeting.pk),
            ("starts_soon", world.meeting.pk),
            ("wrap_up", world.held.pk),
        )
    ]
    bundle(rows[:1], moment=now())
    Notice.objects.bulk_create(rows[1:])
    drain(until=now() + DAY)


@pytest.fixture
def machine(playwright: Playwright, site: Web) -> APIRequestContext:
    """A mail provider: no browser, no cookies."""
    return playwright.request.new_context(base_url=site.url)


def test_notices_are_read_one_by_one_and_all_at_once(fay: BrowserContext, world: Cast):
    arrives(world)
    page = fay.new_page()
    page.goto("/")
    bell = page.get_by_role("link", name="Unread notices: 3")
    expect(bell).to_be_visible()

    bell.click()
    look(page, "messages/notices")
    page.get_by_role("button", name="what was agreed").first.click()
    page.wait_for_url(f"**/meetings/{world.held.code}/")

    page.goto("/notices/")
    expect(page.get_by_text("2 unread")).to_be_visible()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    page.get_by_role("button", name="Mark as unread:").first.click()
    expect(page.get_by_role("link", name="Unread notices: 1")).to_be_visible()


def test_what_is_chosen_holds_and_one_click_ends_a_kind(
    fay: BrowserContext, machine: APIRequestContext, world: Cast
):
    page = fay.new_page()
    page.goto("/profile/")
    page.get_by_role("link", name="Messages and quiet days").click()
    look(page, "messages/choices")
    wrap_up = page.get_by_role("group", name="What was agreed, after a meeting")
    expect(wrap_up.get_by_label("mail")).to_be_checked()
    page.get_by_label("Sunday").check()
    page.get_by_role("button", name="Save my choice").click()
    expect(page.get_by_text("Your choice is saved.")).to_be_visible()
    expect(page.get_by_label("Sunday")).to_be_checked()

    address = path_of(world.fay, KINDS["wrap_up"])
    answer = machine.post(address, form={"List-Unsubscribe": "One-Click"})

    assert (answer.status, answer.url.endswith(address)) == (200, True)
    page.reload()
    expect(wrap_up.get_by_label("mail")).not_to_be_checked()
    expect(wrap_up.get_by_label("in my notices")).to_be_checked()
    assert User.objects.get(pk=world.fay.pk).quiet_days == [6]


def test_a_person_may_stop_a_kind_and_resume_it_without_signing_in(
    fay: BrowserContext, world: Cast
):
    page = fay.new_page()
    fay.clear_cookies()
    page.goto(path_of(world.fay, KINDS["wrap_up"]))
    look(page, "messages/unsubscribe")

    page.get_by_role("button", name="Stop these e-mails").click()
    expect(page.get_by_role("heading", name="No more of these e-mails")).to_be_visible()
    look(page, "messages/unsubscribed")
    page.get_by_role("button", name="Switch it on again").click()

    expect(
        page.get_by_role("heading", name="You will get these e-mails again")
    ).to_be_visible()
    assert User.objects.get(pk=world.fay.pk).channels == {"wrap_up": {"mail": True}}


def test_a_coordinator_words_a_reminder(fay: BrowserContext, world: Cast):
    page = fay.new_page()
    page.goto(f"/meetings/{world.meeting.code}/")
    page.get_by_role("link", name="Preview it and add a note").click()
    page.get_by_label("A note from you").fill("Bring the plan.")
    page.get_by_role("button", name="Save this note").click()

    expect(page.get_by_role("article", name="The e-mail")).to_contain_text(
        "Bring the plan."
    )
    look(page, "messages/reminder")
    page.get_by_role("button", name="Send the reminder now").click()
    expect(page.get_by_text("The reminder goes to 7 people.")).to_be_visible()
    expect(page.get_by_role("button", name="Send the reminder now")).to_have_count(0)


def test_the_mail_of_a_morning_reads_well(fay: BrowserContext, world: Cast, mailoutbox):
    arrives(world)
    Notice.objects.filter(kind="morning").update(key="earlier")
    rows = [
        Notice(
            kind=kind,
            key=f"{kind}:again",
            person=world.fay,
            address=world.fay.email,
            about=about,
            set_code=world.set.code,
            useless_after=now() + DAY,
        )
        for kind, about in (
            ("meeting_reminder", {"meeting": world.meeting.pk}),
            ("wrap_up", {"meeting": world.held.pk}),
        )
    ]
    bundle(rows, moment=now())
    drain(until=now() + DAY)
    html = str(mailoutbox[-1].alternatives[0][0])

    page = fay.new_page()
    page.set_content(html)

    expect(page.get_by_role("heading")).to_have_count(2)
    look(page, "messages/mail", without=MAIL_HAS_NONE)
