"""Six Chromium pages of one room, and when each has painted a change."""

import asyncio
import shutil
import time

from playwright.async_api import Page, async_playwright

from bench.viewers import VERSION
from bench.wire import Guest, Line
from tests.e2e.chromium import FLAGS, NAMES

CHANGES, PAUSE = 60, 0.7  #: seconds from one change to the next
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


async def painted(port: int, code: str, guests: list[Guest]) -> list[float]:
    """Return, for each change, the seconds until all six pages showed it."""
    site, began = f"http://localhost:{port}", {}
    remote = Line(port, guests[0])
    async with async_playwright() as play:
        chromium = await play.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, NAMES))),
            args=list(FLAGS),
        )
        pages = []
        for guest in guests:
            context = await chromium.new_context()
            cookies = (("session", guest.session), ("csrf", guest.token))
            await context.add_cookies(
                [{"name": n, "value": value, "url": site} for n, value in cookies]
            )
            await context.add_init_script(NOTE)
            page = await context.new_page()
            await page.goto(f"{site}/meetings/{code}/room/")
            await page.locator("room-stream[data-state=live]").wait_for(
                state="attached", timeout=120_000
            )
            pages.append(page)
        await asyncio.sleep(2)
        for number in range(CHANGES):
            word = "go" if number % 2 else "stop"
            at = time.time()
            path = f"/meetings/{code}/room/pause/"
            _status, text = await remote.ask("POST", path, f"clock={word}")
            began[int(VERSION.findall(text)[0])] = at
            await asyncio.sleep(PAUSE)
        await asyncio.gather(*(_shows(page, max(began)) for page in pages))
        seen = [await _seen(page) for page in pages]
        await chromium.close()
    remote.close()
    return [_last(version, seen) - at for version, at in began.items()]


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
