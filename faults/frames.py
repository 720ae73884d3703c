"""Read every frame of a stream as it comes over the wire."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bench.http_client import Guest

#: All that a stream may say: that there is a new version, its number, and when to reconnect.
FRAME = re.compile(
    r"""(id:\ \d+ | event:\ (version|alone|bye) | data:\ \{"v":\ \d+\} | retry:\ \d+ | :)?""",
    re.VERBOSE,
)


class Tap:
    """An open stream, and every line that came.

    `began` is set by the first line, and `ended` when the server has closed the stream.
    """

    def __init__(self, port: int, code: str, guest: Guest) -> None:
        self.lines: list[str] = []
        self.began, self.ended = asyncio.Event(), asyncio.Event()
        self._task = asyncio.create_task(self._read(port, code, guest))

    @property
    def strange(self) -> list[str]:
        """The lines that carry anything but names of panels and numbers."""
        return [line for line in self.lines if not FRAME.fullmatch(line)]

    async def close(self) -> None:
        """Stop listening, and close the connection."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _read(self, port: int, code: str, guest: Guest) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        request = f"GET /meetings/{code}/events HTTP/1.1\r\n{guest.head}\r\n"
        writer.write(request.encode())
        try:
            with suppress(asyncio.IncompleteReadError, OSError):
                await reader.readuntil(b"\r\n\r\n")
                while chunk := await _chunk(reader):
                    self.lines += chunk.decode().splitlines()
                    self.began.set()
        finally:
            self.ended.set()
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


@contextmanager
def tapped(port: int, code: str, guest: Guest) -> Iterator[Tap]:
    """Keep a stream open in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    tap = asyncio.run_coroutine_threadsafe(_open(port, code, guest), loop).result()
    yield tap
    asyncio.run_coroutine_threadsafe(tap.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _open(port: int, code: str, guest: Guest) -> Tap:
    tap = Tap(port, code, guest)
    await tap.began.wait()
    return tap


async def _chunk(reader: asyncio.StreamReader) -> bytes:
    """Return one chunk of the response (RFC 9112 §7.1), or b"" after the last."""
    size = int((await reader.readline() or b"0").strip() or b"0", 16)
    return (await reader.readexactly(size + 2))[:-2] if size else b""
