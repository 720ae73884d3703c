"""Take Redis away from a live room for a while (docs/threat-model.md#redis)."""

import time
from dataclasses import dataclass

from playwright.sync_api import expect

from faults.pages import settle
from meetings.models import Slip
from tests.e2e.six_browsers import SixBrowsers
from tests.support.services import Redis

POLLING = "room-stream[data-state=polling]"
LIVE = "room-stream[data-state=live]"


@dataclass(frozen=True)
class WithoutRedis:
    """How many seconds the pages took to notice, to follow a command, and to be live again.

    `failed` counts the commands that had no effect.
    """

    noticed: float
    followed: float
    recovered: float
    failed: int


def without_redis(redis: Redis, six: SixBrowsers, *, seconds: float) -> WithoutRedis:
    """Stop Redis for some seconds; meanwhile the facilitator moves on, and people write."""
    six.start("action_to_take")
    six.come_in()
    _all(six, LIVE)
    redis.kill()
    stopped = time.monotonic()
    _all(six, POLLING)
    noticed = time.monotonic() - stopped
    for person in six.people:
        expect(person.page.locator(POLLING)).to_contain_text("every five seconds")
    followed = _move(six)
    failed = _raise_hands(six) + _note(six)
    while time.monotonic() < stopped + seconds:
        time.sleep(0.1)
    redis.start()
    again = time.monotonic()
    _all(six, LIVE)
    return WithoutRedis(noticed, followed, time.monotonic() - again, failed)


def _all(six: SixBrowsers, selector: str) -> None:
    for person in six.people:
        expect(person.page.locator(selector)).to_have_count(1, timeout=60_000)


def _move(six: SixBrowsers) -> float:
    """Let the facilitator go on; return after how many seconds the last page shows it."""
    fay = six.people[0].page
    with fay.expect_response(lambda answer: answer.url.endswith("/room/phase/")):
        fay.locator(".room-bar .btn.go").click()
    return settle(six, time.monotonic())


def _raise_hands(six: SixBrowsers) -> int:
    """Let the members raise a hand; return how many did not go up."""
    for person in six.people[2:]:
        person.page.locator("#key-h").click()
        expect(person.page.locator("#queue")).to_contain_text("You")
    hands = six.meeting.slips.filter(kind=Slip.Kind.HAND).count()
    return len(six.people[2:]) - hands


def _note(six: SixBrowsers) -> int:
    """Let somebody write on their pad; return 1 if the pad was not saved."""
    person, text = six.people[2], "What if nobody asks?"
    person.page.locator("#pad").fill(text)
    expect(person.page.locator("#pad-state")).to_contain_text("Saved.")
    pads = six.meeting.slips.filter(kind=Slip.Kind.PAD)
    return int([pad.text for pad in pads] != [text])
