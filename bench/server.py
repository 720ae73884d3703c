"""One server process on one core with a thousand streams, and a bare one beside it."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import redis
from django.conf import settings

from actionlearning.live.bus import CHANNEL
from bench import baseline_stream, process
from bench.changes import Changes
from bench.http_client import Line, Stream
from bench.parts import Figure, median_ms, p99
from bench.rooms import LIVE, Rooms, events, panels
from tests.support.stack import Process, Web, environment, free_port

BURSTS, SIGNALS = 10, 40  #: for each server in turn: both feel the same weather
FAR = 1_000_000  #: versions that no meeting reaches


class Server:
    """The product and a bare stream server, each a process on the same core."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.fragment = Path(settings.DATA_DIR) / "panels"
        os.environ[baseline_stream.FRAGMENT] = str(self.fragment)
        self.web = Web(
            DJANGO_SETTINGS_MODULE="bench.live_settings", LOG_LEVEL="WARNING"
        )
        self.web.argv += ["--no-access-log", "--timeout-graceful-shutdown", "3"]
        self.port = self.web.port
        self.bare_port = free_port()
        self.bare = Process(
            *(
                "uvicorn",
                "bench.baseline_stream:application",
                "--port",
                str(self.bare_port),
            ),
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
        await self._write_fragment()
        changes = Changes(self)
        parts = (
            *(changes.one_change, self.many_streams, self.signals),
            *(changes.steady_changes, changes.browsers, self.restart),
        )
        found: list[Figure] = []
        for part in parts:
            new = await part()
            for each in new:
                print("...", *each.row(), file=sys.stderr)
            found += new
        return found

    async def _write_fragment(self) -> None:
        """Let the bare counterparts answer with a text as large as a room's panels."""
        line = Line(self.port, self.rooms.guests[0])
        _status, text = await line.ask("GET", panels(self.rooms.live[0]))
        await asyncio.to_thread(self.fragment.write_text, text)
        line.close()

    async def many_streams(self) -> list[Figure]:
        """Open them all; say what they hold."""
        await self.all_open(self._open(self.rooms.codes[:1]))
        idle = self._holds()
        began = time.perf_counter()
        await self.all_open(self._open(self.rooms.codes[1:]))
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
        await self.all_open(least)
        link = redis.Redis.from_url(settings.REDIS_URL)
        for _burst in range(BURSTS):
            for channel, slash in ((baseline_stream.CHANNEL, "/"), (CHANNEL, "")):
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
        await self.all_open(self.streams)
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
    async def all_open(streams: list[Stream]) -> None:
        """Return a second after all of these are open."""
        async with asyncio.timeout(60):
            while not all(each.is_open for each in streams):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await asyncio.sleep(1)

    def _holds(self) -> tuple[int, int, int]:
        pid = self.web.pids[0]
        return process.memory_kib(pid), process.threads(pid), process.connections()
