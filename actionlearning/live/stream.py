"""The stream of a room: `GET /meetings/<code>/events`, a small ASGI app beside Django.

It is not a Django view, because each open one would hold a thread and a database
connection. It therefore checks method, host, session and headers itself.
"""

import asyncio
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port, validate_host

from actionlearning.live.bus import Bus, bus
from actionlearning.live.gate import Admission, admit, session_key_in
from actionlearning.live.hub import Connection, Hub

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

ADDRESS = re.compile(r"/meetings/([\w-]{1,64})/events", re.ASCII)
ADMISSION = 8.0  #: seconds in which the gate has to answer
PATIENCE = 10.0  #: seconds in which a browser has to take a frame
RETURN = b"retry: 2000\n\n"  #: milliseconds after which a browser connects again


class Refused(Exception):
    """The request gets this status instead of a stream."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LiveStream:
    """Serve streams, with one hub per event loop, made for the first browser."""

    def __init__(self, signals: Bus | None = None) -> None:
        self._bus = signals
        self.hub: Hub | None = None

    def serves(self, scope: Message) -> bool:
        """Return whether this request is for a stream rather than for Django."""
        return scope["type"] == "http" and bool(ADDRESS.fullmatch(scope["path"]))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer with the stream of a room, or with a bare status."""
        try:
            await self._stream(scope, receive, send)
        except Refused as refusal:
            await send(_start(refusal.status, b"text/plain; charset=utf-8"))
            await send(_body(b"", more=False))

    async def _stream(self, scope: Message, receive: Receive, send: Send) -> None:
        """Join first, then ask the gate, so that no change in between is missed."""
        _check_manners(scope)
        address = ADDRESS.fullmatch(scope["path"])
        code = address[1] if address else ""
        hub = await self._open_hub()
        key = session_key_in("; ".join(_headers(scope, b"cookie")))
        with hub.joined(code, key) as connection:
            admission = await _admission(key, code)
            if admission is None:
                raise Refused(404)
            if connection.closed:
                raise Refused(503)
            hub.seat(connection, admission)
            await _pour(connection, receive, send)

    async def _open_hub(self) -> Hub:
        if self.hub is None or self.hub.loop is not asyncio.get_running_loop():
            self.hub = Hub(self._bus or bus(), admit)
            _close_at_exit(self.hub)
        if self.hub.closed:
            raise Refused(503)
        await self.hub.settled()
        return self.hub


def _check_manners(scope: Message) -> None:
    """Refuse a wrong method, a host that is not ours, and other sites.

    See docs/threat-model.md#other-sites.
    """
    if scope["method"] != "GET":
        raise Refused(405)
    host, _port = split_domain_port("".join(_headers(scope, b"host")))
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise Refused(400)
    if {"cross-site", "same-site"} & set(_headers(scope, b"sec-fetch-site")):
        raise Refused(403)


def _headers(scope: Message, name: bytes) -> Iterator[str]:
    return (value.decode("latin-1") for key, value in scope["headers"] if key == name)


async def _admission(session_key: str, code: str) -> Admission | None:
    try:
        async with asyncio.timeout(ADMISSION):
            return await admit(session_key, code)
    except (TimeoutError, DatabaseError):
        raise Refused(503) from None


async def _pour(connection: Connection, receive: Receive, send: Send) -> None:
    """Send the frames until the browser goes or stops reading, or the stream ends."""
    watch = asyncio.create_task(_close_when_gone(connection, receive))
    try:
        await send(_start(200, b"text/event-stream"))
        await send(_body(RETURN))
        async for frame in connection.frames():
            async with asyncio.timeout(PATIENCE):
                await send(_body(frame))
        await send(_body(b"", more=False))
    except (TimeoutError, OSError):
        return  # the browser does not read any more
    finally:
        watch.cancel()


async def _close_when_gone(connection: Connection, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    connection.close()


def _start(status: int, content_type: bytes) -> Message:
    """Begin an answer, with the strict headers that Django's middleware would add."""
    headers = [
        (b"content-type", content_type),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (
            b"content-security-policy",
            b"default-src 'none'; object-src 'none'; base-uri 'none'; "
            b"form-action 'none'; frame-ancestors 'none'",
        ),
    ]
    if status == 405:
        headers.append((b"allow", b"GET"))
    if status == 503:
        headers.append((b"retry-after", b"5"))
    if age := settings.SECURE_HSTS_SECONDS:
        hsts = f"max-age={age}; includeSubDomains; preload"
        headers.append((b"strict-transport-security", hsts.encode()))
    return {"type": "http.response.start", "status": status, "headers": headers}


def _body(body: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _close_at_exit(hub: Hub) -> None:
    """End the streams when the process is asked to stop, because servers wait for them.

    The server's own handler runs after ours. Lifespan would be too late: it comes after
    the connections have ended.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _closing(hub, before))


def _closing(
    hub: Hub, before: Callable[[int, FrameType | None], Any]
) -> Callable[[int, FrameType | None], None]:
    def handle(number: int, frame: FrameType | None) -> None:
        with suppress(RuntimeError):  # that loop has ended
            hub.loop.call_soon_threadsafe(hub.close)
        before(number, frame)

    return handle
