"""One server process on one core, with a thousand streams, and what is done to it."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Self

import redis
from django.conf import settings

from actionlearning.live.bus import CHANNEL
from bench import bare, process
from bench.browsers import painted
from bench.parts import Figure, median_ms, p99, spread
from bench.rooms import LIVE, Rooms, events
from bench.viewers import Sitting
from bench.wire import Line, Stream
from meetings.models import Meeting
from meetings.room.services import phase
from sets.models import Membership
from tests.support.stack import (
    Process,
    Web,
    environment,
    free_port,
)

BURSTS, SIGNALS = 10, 40  #: for each server in turn: both feel the same weather
FAR = 1_000_000  #: versions that no meeting reaches
CHANGES = 40  #: seen by six, in blocks of ten for each way
PACE, SECONDS = 20, 15  #: changes a second over all live rooms, and for how long


class Server:
    """The product and a bare stream server, each a process on the same core."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.web = Web(DJANGO_SETTINGS_MODULE="bench.served", LOG_LEVEL="WARNING")
        self.web.argv += ["--no-access-log", "--timeout-graceful-shutdown", "3"]
        self.port = self.web.port
        self.bare_port = free_port()
        self.bare = Process(
            *("uvicorn", "bench.bare:application", "--port", str(self.bare_port)),
            ready="running on",
            env=environment(),
        )
        self.streams: list[Stream] = []
        self._heard: dict[str, list[float]] = {"ours": [], "bare": []}
        self._sent: dict[int, float] = {}

    def __enter__(self) -> Self:
        with process.on_one_core():
            self.web.start()
            self.bare.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.web.discard()
        self.bare.discard()

    async def figures(self) -> list[Figure]:
        """Return what the server is measured by: what disturbs least comes first."""
        parts = (
            *(self.one_change, self.many_streams, self.signals),
            *(self.steady_changes, self.browsers, self.restart),
        )
        found: list[Figure] = []
        for part in parts:
            found += await part()
            print(f"... {part.__name__}", file=sys.stderr)
        return found

    # -- A thousand streams ---------------------------------------------------------------

    async def many_streams(self) -> list[Figure]:
        """Open them all; say what they hold."""
        await self._all_open(self._open(self.rooms.codes[:1]))
        idle = self._holds()
        began = time.perf_counter()
        await self._all_open(self._open(self.rooms.codes[1:]))
        took = time.perf_counter() - began
        busy = self._holds()
        memory, threads, links = (b - a for a, b in zip(idle, busy, strict=True))
        each = f"{len(self.streams)} streams, opened in {took:.1f} s"
        return [
            Figure(
                "memory of an open stream", memory / len(self.streams), 25, "KiB", each
            ),
            Figure("threads added by 1,000 streams", threads, 8),
            Figure(
                "connections added by 1,000 streams", links, 4, "", f"{busy[2]} in all"
            ),
        ]

    async def signals(self) -> list[Figure]:
        """Send signals to rooms of six, here and at the bare server in turns."""
        quiet = self.rooms.codes[LIVE:]
        least = [
            Stream(self.bare_port, f"/{code}", guest, self._hear("bare"))
            for code in self.rooms.codes
            for guest in self.rooms.guests
        ]
        await self._all_open(least)
        link = redis.Redis.from_url(settings.REDIS_URL)
        for _burst in range(BURSTS):
            for channel, slash in ((bare.CHANNEL, "/"), (CHANNEL, "")):
                for code in quiet[:SIGNALS]:
                    version = FAR + len(self._sent)
                    self._sent[version] = time.perf_counter()
                    signal = {"room": slash + code, "version": version}
                    link.publish(channel, json.dumps(signal))
                    await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)
        for each in least:
            each.close()
        ours, fewest = self._heard["ours"], self._heard["bare"]
        told = (
            f"p99 {p99(ours) * 1000:.1f} : {p99(fewest) * 1000:.1f} ms, "
            f"p50 {median_ms(ours):.2f} : {median_ms(fewest):.2f} ms, "
            f"{len(ours)} of {BURSTS * SIGNALS * 6} heard"
        )
        ratio = p99(ours) / p99(fewest)
        return [Figure("signal p99, as a bare stream", ratio, 2, "x", told)]

    async def restart(self) -> list[Figure]:
        """Ask the process to end with all streams open, start it, wait for everybody."""
        began = time.perf_counter()
        await asyncio.to_thread(self.web.stop)
        ended = time.perf_counter() - began
        with process.on_one_core():
            await asyncio.to_thread(self.web.start)
        up = time.perf_counter()
        await self._all_open(self.streams)
        back = time.perf_counter() - up
        whole = f"{time.perf_counter() - began:.1f} s since SIGTERM"
        for each in self.streams:
            each.close()
        return [
            Figure("SIGTERM with 1,000 streams", ended, 2, "s"),
            Figure("everybody back after a restart", back, 4, "s", whole),
        ]

    def _open(self, codes: list[str]) -> list[Stream]:
        new = [
            Stream(self.port, events(code), guest, self._hear("ours"))
            for code in codes
            for guest in self.rooms.guests
        ]
        self.streams += new
        return new

    def _hear(self, who: str) -> Callable[[str, int], None]:
        def hear(_path: str, version: int) -> None:
            if version in self._sent:
                self._heard[who].append(time.perf_counter() - self._sent[version])

        return hear

    @staticmethod
    async def _all_open(streams: list[Stream]) -> None:
        async with asyncio.timeout(60):
            while not all(each.is_open for each in streams):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await asyncio.sleep(1)

    def _holds(self) -> tuple[int, int, int]:
        pid = self.web.pids[0]
        return process.memory_kib(pid), process.threads(pid), process.connections()

    # -- Changes ---------------------------------------------------------------------------

    async def one_change(self) -> list[Figure]:
        """Compare a change that six see with six plain views of it."""
        code = self.rooms.live[0]
        lines = [Line(self.port, guest) for guest in self.rooms.guests]

        async def views() -> None:
            await asyncio.gather(
                *(line.ask("GET", f"/plain/{code}/") for line in lines)
            )

        seen, full = 0.0, 0.0
        with self._sitting([code]) as [six]:
            await views()
            await self._change(six)
            before = sum(each.fetches for each in six.people)
            for _block in range(CHANGES // 10):
                seen += await self._cpu(lambda: self._change(six))
                full += await self._cpu(views)
            fetches = sum(each.fetches for each in six.people) - before
        spent, plain = (cpu / CHANGES * 1000 for cpu in (seen, full))
        told = f"{spent:.1f} : {plain:.1f} ms"
        return [
            Figure("CPU of a change that six see", seen / full, 0.5, "x", told),
            Figure("requests for a change and browser", fetches / CHANGES / 6, 1),
        ]

    async def steady_changes(self) -> list[Figure]:
        """Let the twenty rooms change twenty times a second, everybody following."""
        with self._sitting(self.rooms.live) as sittings:
            await self._all_in(sittings)
            before = process.cpu_seconds(self.web.pids[0])
            await self._keep_changing(sittings, PACE, SECONDS)
            used = process.cpu_seconds(self.web.pids[0]) - before
            seen = (each.all_see(max(each.changes)) for each in sittings)
            await asyncio.gather(*seen, return_exceptions=True)
            delays = [each for sitting in sittings for each in sitting.delays()]
        told = (
            f"p50 {median_ms(delays):.0f} ms, spread {spread(delays):.0%}, "
            f"{used / SECONDS:.0%} of the core"
        )
        return [
            Figure(
                "20 changes/s, POST to HTML, p99", p99(delays) * 1000, 250, "ms", told
            )
        ]

    async def browsers(self) -> list[Figure]:
        """Let six Chromium pages follow one room while the nineteen others live on."""
        first, *others = self.rooms.live
        with self._sitting(others) as sittings:
            await self._all_in(sittings)
            life = asyncio.create_task(self._keep_changing(sittings, 4, 600))
            delays = await painted(self.port, first, self.rooms.guests)
            life.cancel()
        told = f"p50 {median_ms(delays):.0f} ms, {len(delays)} changes"
        return [
            Figure("change to six repainted, p99", p99(delays) * 1000, 250, "ms", told)
        ]

    @staticmethod
    async def _all_in(sittings: list[Sitting]) -> None:
        """Wait until everybody has come in and sees their room, as people do."""
        async with asyncio.timeout(60):
            while not all(each.shown for six in sittings for each in six.people):  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def _keep_changing(
        self, sittings: list[Sitting], pace: int, seconds: int
    ) -> None:
        """Change the rooms in turn, whether or not the last one has been seen."""
        began = time.perf_counter()
        async with asyncio.TaskGroup() as deeds:
            for number in range(pace * seconds):
                await asyncio.sleep(began + number / pace - time.perf_counter())
                sitting = sittings[number % len(sittings)]
                deeds.create_task(sitting.change())

    async def _change(self, six: Sitting) -> None:
        await six.all_see(await asyncio.to_thread(_turn_the_clock, six.people[0].code))

    async def _cpu(self, deed: Callable[[], Awaitable[object]]) -> float:
        pid = self.web.pids[0]
        before = process.cpu_seconds(pid)
        for _n in range(10):
            await deed()
        return process.cpu_seconds(pid) - before

    @contextmanager
    def _sitting(self, codes: list[str]) -> Iterator[list[Sitting]]:
        """Let six people follow each room; their streams stand in for the quiet ones."""
        sittings = [Sitting(self.port, code, self.rooms) for code in codes]
        try:
            yield sittings
        finally:
            for sitting in sittings:
                sitting.close()


def _turn_the_clock(code: str) -> int:
    """Stop the clock or let it go, from another process; return the new version."""
    meeting = Meeting.objects.get(code=code)
    memberships = Membership.objects.select_related("user", "learning_set")
    by = memberships.get(facilitated=meeting)
    turn = phase.resume if meeting.is_paused else phase.pause
    return turn(meeting, by=by).version
