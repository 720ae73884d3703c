"""Six open pages of a live room: what they show, and what people type in them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, expect, sync_playwright

from actionlearning.lib.templatetags.lib_tags import sentence
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from tests.e2e.chromium import launch_args
from tests.e2e.six_browsers import SixBrowsers

#: Begin to watch when the clock in the middle of the room will be at 0:00, in seconds since
#: 1970: all pages run on one machine. `ZERO` asks for the result later. A busy machine shows
#: a second late and never early, so the earliest of three counts.
WATCH = """() => { window.zero = new Promise((tell) => {
    const shown = () => document.querySelector(".room-picture .time").textContent;
    const zeros = [];
    let before = shown();
    const wait = setInterval(() => {
        if (shown() === before) return;
        before = shown();
        const [minutes, seconds] = before.match(/[0-9]+/g).map(Number);
        zeros.push(Date.now() / 1000 + minutes * 60 + seconds);
        if (zeros.length < 3) return;
        clearInterval(wait);
        tell(Math.min(...zeros));
    }, 10);
}); }"""
ZERO = "() => window.zero"


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch_args())
        yield chromium
        chromium.close()


@dataclass
class Typed:
    """A field in which somebody types; `text` is every character they typed so far."""

    field: Locator
    text: str = ""

    def more(self, text: str) -> None:
        """Type on where the cursor is."""
        self.field.page.keyboard.type(text)
        self.text += text

    @property
    def lost(self) -> int:
        """How many characters the page no longer shows."""
        return missing(self.text, self.field.input_value())


def missing(typed: str, found: str) -> int:
    """Count the characters of `typed` that `found` lacks; any other difference counts as one."""
    return max(len(typed) - len(found), int(typed != found))


def type_in(six: SixBrowsers, selectors: list[str]) -> list[Typed]:
    """Put everybody's cursor into their field."""
    fields = [
        Typed(person.page.locator(selector).first)
        for person, selector in zip(six.people, selectors, strict=True)
    ]
    for each in fields:
        each.field.focus()
    return fields


def type_on(fields: list[Typed], text: str) -> None:
    """Let everybody type the same text, one character each in turn."""
    for character in text:
        for each in fields:
            each.more(character)


def now_words(six: SixBrowsers) -> str:
    """Return what screen readers are told of the room's present state."""
    meeting = six.meeting
    meeting.refresh_from_db()
    phase = find(from_data(meeting.phases), meeting.phase)
    floor = meeting.floor
    speaks = f" {floor.first_name} has the floor." if floor else ""
    return sentence(phase.title) + speaks


def settle(six: SixBrowsers, began: float) -> float:
    """Wait until all pages show the present state; return the seconds since `began`."""
    words = now_words(six)
    for person in six.people:
        expect(person.page.locator("#room-now")).to_have_text(words, timeout=60_000)
    return time.monotonic() - began


def apart(six: SixBrowsers) -> float:
    """Return by how many seconds the clocks of the six pages differ."""
    for person in six.people:
        person.page.evaluate(WATCH)
    zeros = [float(person.page.evaluate(ZERO)) for person in six.people]
    return max(zeros) - min(zeros)
