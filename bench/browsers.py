"""Six Chromium pages of a room, six bare ones, and when each has painted a change."""

import asyncio
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page, async_playwright

from bench.http_client import Guest, Line
from bench.viewers import VERSION, Addresses
from tests.e2e.chromium import FLAGS, NAMES

CHANGES, PAUSE = 100, 0.4  #: of each room; seconds from one change to the next
#: Notes which version was painted when, in milliseconds since 1970.
NOTE = """
window.painted = [];
document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => {
  const done = new MessageChannel();
  done.port1.onmessage = () => painted.push([
    Number(document.querySelector("#panels").dataset.version),
    performance.timeOrigin + performance.now()]);
  done.port2.postMessage(null);
}));
"""


@dataclass
class Six:
    """Six pages of one room, and when each version of it began."""

    of: Addresses
    page: str
    live: str  #: a selector of what is there once the stream is open
    pages: list[Page] = field(default_factory=list)
    began: dict[int, float] = field(default_factory=dict)

    async def open(self, chromium: Browser, guests: Iterable[Guest]) -> None:
        """Let each guest open the page in a browser of their own."""
        site = self.page.split("/", 3)
        for guest in guests:
            context = await chromium.new_context()
            cookies = (("session", guest.session), ("csrf", guest.token))
            await context.add_cookies(
                [
                    {"name": n, "value": value, "url": "/".join(site[:3])}
                    for n, value in cookies
                ]
            )
            await context.add_init_script(NOTE)
            page = await context.new_page()
            await page.goto(self.page)
            await page.locator(self.live).wait_for(state="attached", timeout=120_000)
            self.pages.append(page)

    async def change(self, remote: Line, body: str) -> None:
        """Press the button from elsewhere, and note when."""
        at = time.time()
        _status, text = await remote.ask("POST", self.of.press, body)
        self.began[int(VERSION.findall(text)[0])] = at

    async def delays(self) -> list[float]:
        """Return, for each change, the seconds until all six pages showed it."""
        await asyncio.gather(*(_shows(page, max(self.began)) for page in self.pages))
        seen = [await _seen(page) for page in self.pages]
        return [_last(version, seen) - at for version, at in self.began.items()]


async def painted(
    ours: Six, bare: Six, guests: list[Guest]
) -> tuple[list[float], list[float]]:
    """Change both rooms in turns; return how long each change took in each."""
    remote = Line(ours.of.port, guests[0])
    async with async_playwright() as play:
        chromium = await play.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))),
            args=list(FLAGS),
        )
        for six in (ours, bare):
            await six.open(chromium, guests)
        await asyncio.sleep(2)
        for number in range(CHANGES):
            for six in (ours, bare):
                word = "go" if number % 2 else "stop"
                await six.change(remote, f"clock={word}")
                await asyncio.sleep(PAUSE)
        found = await ours.delays(), await bare.delays()
        await chromium.close()
    remote.close()
    return found


async def _shows(page: Page, version: int) -> None:
    """Return once the page has painted `version`."""
    async with asyncio.timeout(60):
        while not any(shown >= version for shown, _at in await _seen(page)):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def _seen(page: Page) -> list[tuple[int, float]]:
    noted = await page.evaluate("painted")
    return [(version, at / 1000) for version, at in noted]


def _last(version: int, seen: list[list[tuple[int, float]]]) -> float:
    """Return when the last of the pages showed `version`, or a newer one."""
    return max(
        next((at for shown, at in page if shown >= version), float("inf"))
        for page in seen
    )
