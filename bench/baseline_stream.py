"""The least a stream can be: who listens to which room, Redis in, frames out.

No host, no session, no person, no heartbeat: what the product's stream is compared with.
"""

import asyncio
import json
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import redis.asyncio

Message = dict[str, Any]
CHANNEL = "bench.bare"


class Slot:
    """A mailbox in which the newest frame wins."""

    def __init__(self) -> None:
        self.frame = b""
        self.news = asyncio.Event()


rooms: dict[str, set[Slot]] = defaultdict(set)
listening: list[asyncio.Task[None]] = []


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Mapping[str, Any]], Awaitable[None]],
) -> None:
    """Stream a room for ever; /healthz says that the server is up."""
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/healthz":
        await send({"type": "http.response.body", "body": b"ok"})
        return
    if not listening:
        listening.append(asyncio.create_task(_listen()))
    slot = Slot()
    rooms[scope["path"]].add(slot)
    await send({"type": "http.response.body", "body": b"id: 0\n\n", "more_body": True})
    while True:
        await slot.news.wait()
        slot.news.clear()
        await send(
            {"type": "http.response.body", "body": slot.frame, "more_body": True}
        )


async def _listen() -> None:
    client = redis.asyncio.Redis.from_url(os.environ["REDIS_URL"])
    async with client, client.pubsub() as link:
        await link.subscribe(CHANNEL)
        async for message in link.listen():
            if message["type"] == "message":
                signal = json.loads(message["data"])
                frame = f"event: version\ndata: {signal}\nid: {signal['version']}\n\n"
                for slot in rooms[signal["room"]]:
                    slot.frame = frame.encode()
                    slot.news.set()
