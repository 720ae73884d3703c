"""Somebody chooses German, and from then on the house speaks it: pages, notices, mail."""

import pytest
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.look import MAIL_HAS_NONE, look
from tests.e2e.test_messages import arrives
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast
from tests.support.stack import Web

pytestmark = pytest.mark.e2e


def choose_german(page: Page) -> None:
    page.goto("/profile/")
    page.get_by_label("Your language").select_option("Deutsch")
    page.get_by_role("button", name="Save my profile").click()
    expect(page.get_by_text("Dein Profil ist gespeichert.")).to_be_visible()


def test_who_chooses_german_reads_german(fay: BrowserContext, world: Cast):
    page = fay.new_page()
    choose_german(page)
    look(page, "german/profile")

    for address, words, name in (
        ("/", "Meine Vorhaben", "home"),
        (f"/sets/{world.set.code}/", "Wer moderiert", "set"),
        (f"/meetings/{world.meeting.code}/", "Meine offenen Vorhaben", "meeting"),
        (f"/meetings/{world.meeting.code}/report-back/", "Die Erkenntnis", "report"),
        (f"/meetings/{world.held.code}/", "Als Nächstes: Treffen 2", "record"),
        (f"/meetings/{world.meeting.code}/room/", "Tasten, Ton und Bewegung", "room"),
    ):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        expect(page.locator("body")).to_contain_text(words)
        look(page, f"german/{name}")


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_line_across_the_top_has_room_for_german(fay: BrowserContext, width: int):
    """Also beside the count of unread notices, and with its longest entry in bold."""
    page = fay.new_page()
    choose_german(page)
    page.set_viewport_size({"width": width, "height": 800})

    for address in ("/", "/actions/", "/notices/", "/profile/"):
        page.goto(address)
        edge = page.locator("details.menu").bounding_box()
        assert edge
        assert edge["x"] + edge["width"] <= width - 8, address
        assert page.evaluate("document.scrollingElement.scrollWidth") == width, address


def test_the_room_has_room_for_german(fay: BrowserContext, world: Cast):
    live_meeting = LiveMeeting(world)
    page = fay.new_page()
    choose_german(page)

    for phase, words in (
        ("report_backs", "Eröffne die Runde"),
        ("choose", "Meldung"),
        ("current_issue", "Pia"),
        ("actions", "Vorhaben"),
        ("review", "Spielregeln"),
    ):
        live_meeting.go_to(phase)
        page.goto(f"/meetings/{world.meeting.code}/room/")
        expect(page.locator("#panels")).to_contain_text(words)
        look(page, f"german/room-{phase}")


def test_her_notices_and_mails_are_german(
    fay: BrowserContext, world: Cast, mailoutbox: list[EmailMultiAlternatives]
):
    page = fay.new_page()
    choose_german(page)
    world.fay.refresh_from_db()

    arrives(world)

    page.goto("/notices/")
    expect(
        page.get_by_role("button", name="was vereinbart wurde").first
    ).to_be_visible()
    look(page, "german/notices")
    for mail in mailoutbox:
        page = fay.new_page()
        page.set_content(str(mail.alternatives[0][0]))
        expect(page.get_by_text("Hallo Fay,")).to_be_visible()
        look(page, "german/mail", without=MAIL_HAS_NONE)
    assert len(mailoutbox) > 1


def test_a_german_browser_is_received_in_german(browser: Browser, site: Web):
    page = browser.new_context(base_url=site.url, locale="de-CH").new_page()

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Ein ruhiger Raum für sechs Menschen und eine schwere Frage."
    )
    look(page, "german/front")
    page.goto("/account/signup/")
    expect(page.get_by_role("button", name="Mein Konto anlegen")).to_be_visible()
    look(page, "german/signup")
    page.context.close()
