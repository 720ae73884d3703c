"""A room with a gate, and browsers that listen to it, for the tests of the live layer."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connections
from django.test import Client

from actionlearning.accounts.models import User
from actionlearning.live.hub import Hub
from actionlearning.live.stream import LiveStream

Answer = TypeVar("Answer")

CODE = "harbour-room"
FRAME = rb'event: (version|alone)\ndata: \{"v": \d+\}\nid: \d+\n\n'


@dataclass
class FakeGate:
    """Who may hear `CODE`, and at which version it is; stands in for `LIVE_GATE`."""

    version: int = 7
    guests: set[int] = field(default_factory=set)
    pause: threading.Event | None = None  #: answers were found, but wait for this

    def __call__(self, user: User, code: str) -> tuple[str, int] | None:
        """Answer as `meetings.access.room_for_listener` does."""
        if code != CODE or user.pk not in self.guests:
            return None
        answer = code, self.version
        if self.pause:
            self.pause.wait(5)
        return answer


gate = FakeGate()


def session_of(user: User) -> str:
    """Sign a person in, and return the Cookie header that their browser would send."""
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={key}"


class Browser:
    """One stream, through ASGI and without a network."""

    def __init__(
        self, app: LiveStream, cookie: str = "", *, code: str = CODE, **change: Any
    ) -> None:
        headers = {"host": "testserver", "cookie": cookie} | change.pop("headers", {})
        scope = {
            "type": "http",
            "method": "GET",
            "path": f"/meetings/{code}/events",
            "headers": [(k.encode(), v.encode()) for k, v in headers.items() if v],
        }
        self._link = ApplicationCommunicator(app, scope | change)

    async def open(self) -> Browser:
        """Send the request and read the head of the answer."""
        await self._link.send_input({"type": "http.request"})
        start = await self._link.receive_output(5)
        self.status = start["status"]
        self.headers = dict(start["headers"])
        self.retry = await self._body()
        return self

    async def event(self) -> tuple[str, int]:
        """Return the next event's name and version."""
        name, data, *_rest = (await self._body()).decode().split("\n")
        return name.removeprefix("event: "), json.loads(data.removeprefix("data: "))[
            "v"
        ]

    async def raw(self) -> bytes:
        """Return the bytes of the next frame."""
        return await self._body()

    async def silent(self) -> bool:
        """Return whether no frame is waiting."""
        return bool(await self._link.receive_nothing(0.1))

    async def ended(self) -> bool:
        """Read what is left until the server ends the stream (at most 2 s)."""
        async with asyncio.timeout(2):
            while (await self._link.receive_output(2)).get("more_body"):
                pass
            await self._link.wait(2)
        return True

    async def leave(self) -> None:
        """Disconnect."""
        await self._link.send_input({"type": "http.disconnect"})
        await self._link.wait(2)

    async def _body(self) -> bytes:
        body: bytes = (await self._link.receive_output(5))["body"]
        return body


async def until(condition: Callable[[], object], seconds: float = 5) -> None:
    """Return as soon as the condition holds; fail after `seconds`."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def hub_of(app: LiveStream) -> Hub:
    """Return the hub that the first browser has started."""
    assert app.hub is not None
    return app.hub


async def elsewhere(deed: Callable[..., object], *about: object) -> None:
    """Run a function as a request would: in a thread with its own database connection."""

    def request() -> None:
        deed(*about)
        connections.close_all()

    await asyncio.to_thread(request)


def run(scenario: Coroutine[Any, Any, Answer]) -> Answer:
    """Run a scenario in a thread: Playwright keeps an event loop in the main thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, scenario).result()
