"""How pages are answered: in one go, in a thread that stays.

Django's own handler makes a thread for every request, goes there and back four times and
watches for a browser that hangs up. That costs more than a page of the live room. All of
our middleware is synchronous and no page streams, so a request is read, goes to a desk
once, and comes back as bytes; static files keep Django's handler.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import IO, Any, cast

from django.core.exceptions import MiddlewareNotUsed, RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import HttpResponseBase
from django.urls import set_script_prefix
from servestatic.middleware import ServeStaticMiddleware

_without_files = ContextVar("without files", default=False)

Message = dict[str, Any]


class StaticFiles(ServeStaticMiddleware):  # type: ignore[misc]
    """Serve static files, everywhere but at the desks."""

    def __init__(self, get_response: Any) -> None:
        if _without_files.get():
            raise MiddlewareNotUsed
        super().__init__(get_response)


class Desks(ASGIHandler):
    """Answer requests at `number` desks, the one that was left last first.

    Where all are taken, a request gets a thread of its own, as with Django's handler:
    nobody waits for a desk.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self._free: list[Executor] = [
            ThreadPoolExecutor(1, thread_name_prefix="desk") for _n in range(number)
        ]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; called in the thread of the event loop."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        loop = asyncio.get_running_loop()
        with self._desk() as desk:
            messages = await loop.run_in_executor(desk, self._answer, scope, body)
        for message in messages:
            await send(message)

    def load_middleware(self, is_async: bool = True) -> None:
        """Load it as one synchronous chain, without what serves files."""
        token = _without_files.set(True)
        try:
            super().load_middleware(is_async=False)
        finally:
            _without_files.reset(token)

    def _answer(self, scope: Any, body: IO[bytes]) -> list[Message]:
        """Walk down the chain and up again; return what is sent."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=type(self), scope=scope)
        with body:
            request, refusal = self.create_request(scope, body)
            answer = self.get_response(request) if request else refusal
            response = cast("HttpResponseBase", answer)
            try:
                return [_start(response), _whole(response)]
            finally:
                response.close()

    @contextmanager
    def _desk(self) -> Iterator[Executor]:
        if not self._free:
            spare = ThreadPoolExecutor(1, thread_name_prefix="spare desk")
            yield spare
            spare.shutdown(wait=False)
            return
        desk = self._free.pop()
        try:
            yield desk
        finally:
            self._free.append(desk)


def _start(response: HttpResponseBase) -> Message:
    headers = [
        (name.encode("ascii"), value.encode("latin-1"))
        for name, value in response.items()
    ]
    headers += [
        (b"Set-Cookie", cookie.OutputString().encode("ascii"))
        for cookie in response.cookies.values()
    ]
    status = response.status_code
    return {"type": "http.response.start", "status": status, "headers": headers}


def _whole(response: HttpResponseBase) -> Message:
    return {"type": "http.response.body", "body": b"".join(response)}
