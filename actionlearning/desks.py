"""Threads that stay, for requests to run in.

Django makes a thread for every request and ends it with another. A thread that stays is
cheaper, and so is what it keeps: its wrapper of a database connection, the connection
itself goes back to the pool. Where all are taken, or a browser reads slowly and keeps
one, a request gets a thread of its own as before: nobody waits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Desks:
    """Run an app's requests at `number` desks, the one that was left last first."""

    def __init__(self, app: App, number: int) -> None:
        self._app = app
        self._free: list[Executor] = [
            ThreadPoolExecutor(1, thread_name_prefix="desk") for _n in range(number)
        ]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request; called in the thread of the event loop."""
        if not self._free:
            return await self._app(scope, receive, send)
        desk = self._free.pop()
        try:
            async with ThreadSensitiveContext(executor=desk):
                await self._app(scope, receive, send)
        finally:
            self._free.append(desk)
        return None
