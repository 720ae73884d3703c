"""People in rooms: each hears their stream and fetches the panels, as a page does."""

import asyncio
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from bench.http_client import Guest, Line, Stream
from bench.rooms import events, panels

NEVER = 60.0  #: seconds that stand for what was not shown at all
VERSION = re.compile(r'data-version="(\d+)"')


@dataclass(frozen=True)
class Addresses:
    """Where the pages of one room listen, fetch and press, on which ports."""

    port: int
    listen_port: int
    listen: str
    fetch: str
    press: str

    @classmethod
    def of_room(cls, port: int, code: str) -> Self:
        """Return those of the product: the clock is stopped and started."""
        pause = f"/meetings/{code}/room/pause/"
        return cls(port, port, events(code), panels(code), pause)

    @classmethod
    def of_baseline(cls, port: int, listen_port: int, code: str) -> Self:
        """Return those of the bare counterpart: `baseline_view`, `baseline_stream`."""
        fetch = "/baseline/?version={version}"
        return cls(port, listen_port, f"/{code}", fetch, f"/baseline/{code}/")


class Viewer:
    """One page. Of what it hears while it fetches it asks for the newest once more."""

    def __init__(self, of: Addresses, guest: Guest) -> None:
        self.of = of
        self.line = Line(of.port, guest)
        self.seen: list[tuple[float, int]] = []  #: when it showed which version
        self.fetches = 0
        self.bytes = 0
        self._told = 0
        self._busy: asyncio.Task[None] | None = None
        self.stream = Stream(of.listen_port, of.listen, guest, self._hear)

    @property
    def shown(self) -> int:
        """The version it shows."""
        return self.seen[-1][1] if self.seen else 0

    async def press(self, body: str) -> int:
        """Press the button; return the version of the room that comes back."""
        before, self._busy = self._busy, asyncio.current_task()
        if before:
            await asyncio.wait([before])
        self._show(*await self.line.ask("POST", self.of.press, body))
        self._busy = None
        self._look()
        return self.shown

    def close(self) -> None:
        """Close the page; what it still waits for is of no use to anybody."""
        self.stream.close()
        if self._busy:
            self._busy.cancel()
        self.line.close()

    def _hear(self, _path: str, version: int) -> None:
        self._told = max(self._told, version)
        self._look()

    def _look(self) -> None:
        if self._busy is None and self._told > self.shown:
            self._busy = asyncio.create_task(self._fetch())

    async def _fetch(self) -> None:
        self.fetches += 1
        path = self.of.fetch.format(version=self._told)
        answer = await self.line.ask("GET", path)
        self._busy = None
        self._show(*answer)
        self._look()

    def _show(self, status: int, text: str) -> None:
        if status != 200:
            raise SystemExit(f"{self.of.fetch} answered {status}.")
        self.bytes = max(self.bytes, len(text.encode()))
        self.seen.append((time.perf_counter(), int(VERSION.findall(text)[0])))


class Sitting:
    """The six of one room; the first facilitates, and stops and starts the clock."""

    def __init__(self, of: Addresses, guests: Iterable[Guest]) -> None:
        self.people = [Viewer(of, guest) for guest in guests]
        self.changes: dict[int, float] = {}
        self._runs = True

    async def change(self) -> None:
        """Let the facilitator press a button, and note when."""
        began = time.perf_counter()
        self._runs = not self._runs
        word = "go" if self._runs else "stop"
        version = await self.people[0].press(f"clock={word}")
        self.changes[version] = began

    async def all_see(self, version: int, seconds: float = NEVER) -> None:
        """Return once every page shows `version`."""
        async with asyncio.timeout(seconds):
            while any(each.shown < version for each in self.people):  # noqa: ASYNC110
                await asyncio.sleep(0.001)

    def delays(self) -> Iterator[float]:
        """Yield, for every change and page, the seconds until it was shown."""
        for version, began in self.changes.items():
            for each in self.people:
                shown = (when for when, seen in each.seen if seen >= version)
                yield next(shown, began + NEVER) - began

    def close(self) -> None:
        """Send everybody home."""
        for each in self.people:
            each.close()
