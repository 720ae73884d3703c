"""HTTP by hand: keep-alive lines and open streams, a thousand in one thread."""

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

#: As room-stream.js waits before it opens a lost stream again: seconds, ± a random half.
AGAIN = 1.0
KEPT = 4.0  #: seconds for which an idle line may be used again; uvicorn keeps it for 5
HEARD = Callable[[str, int], None]


@dataclass(frozen=True)
class Guest:
    """A signed-in browser: its cookies, and the token that its posts carry."""

    session: str
    token: str = "t" * 32

    @property
    def head(self) -> str:
        """The header lines that every request of theirs has."""
        cookies = f"session={self.session}; csrf={self.token}"
        return f"Host: localhost\r\nCookie: {cookies}\r\nX-CSRFToken: {self.token}\r\n"


class Line:
    """One keep-alive connection of a guest."""

    def __init__(self, port: int, guest: Guest) -> None:
        self._port = port
        self._guest = guest
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()
        self._used = 0.0

    async def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Send a request as htmx would; return status and text of the answer."""
        request = (
            f"{method} {path} HTTP/1.1\r\n{self._guest.head}HX-Request: true\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        async with self._turn:
            try:
                return await self._asked(request)
            except (asyncio.IncompleteReadError, ConnectionError):
                # The server hung up as we wrote: on a new line, as a browser does.
                self.close()
                self._ends = None
                return await self._asked(request)

    async def _asked(self, request: str) -> tuple[int, str]:
        reader, writer = await self._line()
        writer.write(request.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        text = await reader.readexactly(length)
        self._used = time.monotonic()
        return int(head.split(" ", 2)[1]), text.decode()

    async def _line(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return the line, made anew where the server may be about to hang up."""
        if self._ends is None or time.monotonic() - self._used > KEPT:
            self.close()
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        return self._ends

    def close(self) -> None:
        """Hang up."""
        if self._ends:
            self._ends[1].close()


class Stream:
    """One open stream that comes back by itself, as a page's does."""

    def __init__(self, port: int, path: str, guest: Guest, heard: HEARD) -> None:
        self._port = port
        self._path = path
        self._guest = guest
        self._heard = heard
        self.is_open = False
        self._last = -1
        self._task = asyncio.create_task(self._follow())

    def close(self) -> None:
        """Close the tab."""
        self._task.cancel()

    async def _follow(self) -> None:
        while True:
            with suppress(OSError, asyncio.IncompleteReadError, ValueError):
                await self._read()
            self.is_open = False
            await asyncio.sleep(AGAIN * random.uniform(0.5, 1.5))  # noqa: S311

    async def _read(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            request = f"GET {self._path} HTTP/1.1\r\n{self._guest.head}\r\n"
            writer.write(request.encode())
            status = await reader.readline()
            if b" 200 " not in status:
                raise ValueError(status)
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.is_open, version = True, int(line[4:])
                    if version > self._last:  # a heartbeat says the same again
                        self._last = version
                        self._heard(self._path, version)
        finally:
            writer.close()
