"""A person at a browser: what they open, press and type, and what they see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.look import look
from tests.support.stack import MailSink, wait_until

PATIENCE = 20_000  #: milliseconds to wait for anything; a busy machine is slow
CODE = re.compile(r"^\s*([0-9A-Z]{3,4}-?[0-9A-Z]{3,4})\s*$", re.MULTILINE)


@dataclass
class Person:
    """Somebody with an address, a browser of their own, and a mailbox."""

    name: str
    email: str
    page: Page
    mail: MailSink
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, site: str, mail: MailSink, name: str) -> Person:
        """Sit a person down at a browser whose clock is in London."""
        context: BrowserContext = browser.new_context(
            base_url=site,
            locale="en-GB",
            timezone_id="Europe/London",
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(PATIENCE)
        person = cls(
            name, f"{name.split()[0].lower()}@example.org", context.new_page(), mail
        )
        person._listen_for_trouble(urlsplit(site).netloc)
        return person

    def _listen_for_trouble(self, host: str) -> None:
        def elsewhere(request: Any) -> None:
            if urlsplit(request.url).netloc not in {host, ""}:
                self.troubles.append(f"asked another host: {request.url}")

        def said(message: Any) -> None:
            if message.type == "error":
                where = message.location.get("url", "")
                self.troubles.append(f"console: {message.text} {where}")

        self.page.on("request", elsewhere)
        self.page.on("console", said)
        self.page.on("pageerror", lambda e: self.troubles.append(f"script: {e}"))

    @property
    def first_name(self) -> str:
        """What the others call this person."""
        return self.name.split()[0]

    # -- Deeds

    def sign_up(self, *, invited: bool = False) -> None:
        """Fill the sign-up page that is open, and type the code that comes by mail.

        The page does not ask somebody who was invited for the address.
        """
        self.fill("Your name", self.name)
        if not invited:
            self.fill("E-mail", self.email)
        self.fill("Password", "a quiet room and one lamp")
        already = len(self.letters())
        self.press("Create my account")
        self.sees("Is it your address?")
        self.fill("Code", self.code(already))
        self.press("Yes, it is mine")

    def open(self, address: str) -> None:
        """Go to an address."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def fill(self, label: str, text: str) -> None:
        """Type into the field of this label."""
        self.box(label).fill(text)

    def choose(self, label: str) -> None:
        """Tick the radio button of this label."""
        self.page.get_by_label(label, exact=True).first.check()

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=name).first.click()

    # -- What they see

    def sees(self, text: str) -> None:
        """Fail unless the page shows the text."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def is_in(self, words: str) -> None:
        """Fail unless the room's page names this phase or speaker as the present one."""
        now = self.page.locator("#room-now")
        expect(now).to_contain_text(words, timeout=PATIENCE)

    def misses(self, text: str) -> None:
        """Fail if the text is on the page."""
        expect(self.page.get_by_text(text)).to_have_count(0)

    def box(self, label: str) -> Locator:
        """Return the field of this label."""
        fields = self.page.locator("input, textarea")
        return self.page.get_by_label(label).and_(fields).first

    def button(self, name: str) -> Locator:
        """Return the buttons of this name."""
        return self.page.get_by_role("button", name=name)

    def look(self, name: str) -> None:
        """Keep pictures of the page, and check it with axe."""
        look(self.page, name)

    # -- Mail

    def letters(self, subject: str = "") -> list[str]:
        """Return the text of every letter whose subject holds these words."""
        return [
            letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            for letter in self.mail.to(self.email)
            if subject.lower() in str(letter["Subject"]).lower()
        ]

    def letter(self, subject: str, *, within: float = 100) -> str:
        """Wait for a letter (beat ticks once a minute) and return the newest's text."""
        wait_until(lambda: self.letters(subject), within)
        return self.letters(subject)[-1]

    def code(self, already: int = 0) -> str:
        """Return the newest code that came by mail, after `already` letters."""
        wait_until(lambda: len(self.letters()) > already)
        found = CODE.search(self.letters()[-1])
        assert found, self.letters()[-1]
        return found[1]
