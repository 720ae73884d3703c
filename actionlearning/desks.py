"""How pages are answered: in one go, in a thread that stays.

Django's own handler makes a thread for every request and ends it with another, and where
some middleware is async, a request changes threads half a dozen times. That costs more
than a page of the live room. All of ours is synchronous, so a page is answered in one
thread from the first middleware to the last; static files keep Django's handler.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponseBase
from servestatic.middleware import ServeStaticMiddleware

_without_files = ContextVar("without files", default=False)


class StaticFiles(ServeStaticMiddleware):  # type: ignore[misc]
    """Serve static files, everywhere but at the desks."""

    def __init__(self, get_response: Any) -> None:
        if _without_files.get():
            raise MiddlewareNotUsed
        super().__init__(get_response)


class Desks(ASGIHandler):
    """Answer requests at `number` desks, the one that was left last first.

    Where all are taken, or browsers that read slowly keep them, a request gets a thread
    of its own, as with Django's handler: nobody waits for a desk.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self._free: list[Executor] = [
            ThreadPoolExecutor(1, thread_name_prefix="desk") for _n in range(number)
        ]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; called in the thread of the event loop."""
        if not self._free:
            return await super().__call__(scope, receive, send)
        desk = self._free.pop()
        try:
            async with ThreadSensitiveContext(executor=desk):
                await super().__call__(scope, receive, send)
        finally:
            self._free.append(desk)
        return None

    def load_middleware(self, is_async: bool = True) -> None:
        """Load it as one synchronous chain, without what serves files."""
        token = _without_files.set(True)
        try:
            super().load_middleware(is_async=False)
        finally:
            _without_files.reset(token)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Walk down the chain and up again in the thread of this request."""
        return await sync_to_async(self.get_response)(request)
