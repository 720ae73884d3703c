"""Changes to live rooms, beside plain views and beside the least that a change can be."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench import process
from bench.browsers import Six, painted
from bench.http_client import Line
from bench.parts import Figure, median_ms, p99, spread
from bench.rooms import LIVE
from bench.viewers import Addresses, Sitting
from meetings.models import Meeting
from meetings.room.services import phase
from sets.models import Membership

if TYPE_CHECKING:
    from bench.server import Server

CHANGES = 40  #: seen by six, in blocks of ten for each way
PACE = 20  #: changes a second over all rooms
SECONDS, TURNS = (
    5,
    3,
)  #: for ours and for the bare rooms in turn: both feel the same weather


class Changes:
    """What a change costs the server, and how long it takes."""

    def __init__(self, server: "Server") -> None:
        self.server = server

    async def one_change(self) -> list[Figure]:
        """Compare a change that six see with six plain views of it."""
        code = self.server.rooms.live[0]
        lines = [Line(self.server.port, guest) for guest in self.server.rooms.guests]

        async def views() -> None:
            await asyncio.gather(
                *(line.ask("GET", f"/plain/{code}/") for line in lines)
            )

        seen, full = 0.0, 0.0
        with self._sitting([code]) as [six]:
            await views()
            await self._change(six, code)
            before = sum(each.fetches for each in six.people)
            for _block in range(CHANGES // 10):
                seen += await self._cpu(lambda: self._change(six, code))
                full += await self._cpu(views)
            fetches = sum(each.fetches for each in six.people) - before
        spent, plain = (cpu / CHANGES * 1000 for cpu in (seen, full))
        told = f"{spent:.1f} : {plain:.1f} ms"
        return [
            Figure("CPU of a change that six see", seen / full, 0.5, "x", told),
            Figure("requests for a change and browser", fetches / CHANGES / 6, 1),
        ]

    async def steady_changes(self) -> list[Figure]:
        """Let twenty rooms change twenty times a second, everybody following; as many bare."""
        used, pid = 0.0, self.server.web.pids[0]
        quiet = self.server.rooms.codes[LIVE : 2 * LIVE]
        with (
            self._sitting(self.server.rooms.live) as ours,
            self._sitting(quiet, is_bare=True) as bare,
        ):
            await self._all_in(ours)
            await self._begin_bare(bare)
            for _turn in range(TURNS):
                before = process.cpu_seconds(pid)
                await self._keep_changing(ours, PACE, SECONDS)
                used += process.cpu_seconds(pid) - before
                await self._all_shown(ours)
                await self._keep_changing(bare, PACE, SECONDS)
                await self._all_shown(bare)
            delays = [each for sitting in ours for each in sitting.delays()]
            least = [each for sitting in bare for each in sitting.delays()]
        told = (
            f"{_beside(delays, least)}, spread {spread(delays):.0%}, "
            f"{used / SECONDS / TURNS:.0%} of the core"
        )
        ratio = p99(delays) / p99(least)
        return [Figure("20 changes/s, POST to HTML, p99", ratio, 2.5, "x", told)]

    async def browsers(self) -> list[Figure]:
        """Let six Chromium pages follow one room while the nineteen others live on."""
        first, *others = self.server.rooms.live
        quiet = self.server.rooms.codes[LIVE]
        ours = Six(
            Addresses.of_room(self.server.port, first),
            f"http://localhost:{self.server.port}/meetings/{first}/room/",
            "room-stream[data-state=live]",
        )
        bare = Six(
            Addresses.of_baseline(self.server.port, self.server.bare_port, quiet),
            f"http://localhost:{self.server.bare_port}/page/{quiet}",
            "body[data-state=live]",
        )
        with self._sitting(others) as sittings:
            await self._all_in(sittings)
            life = asyncio.create_task(self._keep_changing(sittings, 4, 600))
            delays, least = await painted(ours, bare, self.server.rooms.guests)
            life.cancel()
        told = f"{_beside(delays, least)}, {len(delays)} changes"
        ratio = p99(delays) / p99(least)
        return [Figure("change to six repainted, p99", ratio, 2.5, "x", told)]

    async def _begin_bare(self, sittings: list[Sitting]) -> None:
        """Change each bare room once: before that there is nothing to see."""
        await self.server.all_open(
            [each.stream for six in sittings for each in six.people]
        )
        for six in sittings:
            await six.change()
        await self._all_shown(sittings)
        for six in sittings:
            six.changes.clear()

    @staticmethod
    async def _all_shown(sittings: list[Sitting]) -> None:
        """Wait until everybody sees the last change; what nobody sees counts as never."""
        seen = (each.all_see(max(each.changes)) for each in sittings)
        await asyncio.gather(*seen, return_exceptions=True)

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

    async def _change(self, six: Sitting, code: str) -> None:
        await six.all_see(await asyncio.to_thread(_turn_the_clock, code))

    async def _cpu(self, deed: Callable[[], Awaitable[object]]) -> float:
        pid = self.server.web.pids[0]
        before = process.cpu_seconds(pid)
        for _n in range(10):
            await deed()
        return process.cpu_seconds(pid) - before

    @contextmanager
    def _sitting(
        self, codes: list[str], *, is_bare: bool = False
    ) -> Iterator[list[Sitting]]:
        """Let six people follow each room; their streams stand in for the quiet ones."""
        rooms = [Addresses.of_room(self.server.port, code) for code in codes]
        if is_bare:
            rooms = [
                Addresses.of_baseline(self.server.port, self.server.bare_port, code)
                for code in codes
            ]
        sittings = [Sitting(each, self.server.rooms.guests) for each in rooms]
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


def _beside(ours: list[float], bare: list[float]) -> str:
    """Say what both took: the median and what 99 of 100 stay within."""
    return (
        f"p50 {median_ms(ours):.0f} : {median_ms(bare):.0f} ms, "
        f"p99 {p99(ours) * 1000:.0f} : {p99(bare) * 1000:.0f} ms"
    )
