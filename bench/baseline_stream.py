"""The least a stream can be: who listens to which room, Redis in, frames out.

No host, no session, no person, no heartbeat: what the product's stream is compared with.
Beside it a page that follows a room: it fetches a text that stands ready, as large as the
room's panels, and puts it in.
"""

import asyncio
import json
import os
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import redis.asyncio

Message = dict[str, Any]


CHANNEL = "bench.bare"
FRAGMENT = "BENCH_FRAGMENT"  #: names the file with the room's panels
VERSION = re.compile(rb'data-version="\d+"')
#: Shows the newest version it heard of, and notes when it has painted which.
PAGE = b"""<!doctype html><main></main><script>
window.painted = [];
const panels = document.querySelector("main");
const stream = new EventSource(location.pathname.replace("/page", ""));
stream.onopen = () => document.body.dataset.state = "live";
stream.addEventListener("version", async (told) => {
  panels.innerHTML = await (await fetch("/fragment?" + told.lastEventId)).text();
  requestAnimationFrame(() => {
    const done = new MessageChannel();
    done.port1.onmessage = () => painted.push([
      Number(told.lastEventId), performance.timeOrigin + performance.now()]);
    done.port2.postMessage(null);
  });
});
</script>"""


@cache
def _fragment() -> bytes:
    return Path(os.environ[FRAGMENT]).read_bytes()


def ready_fragment(version: int) -> bytes:
    """Return the text that stands ready, as of one version."""
    return VERSION.sub(b'data-version="%d"' % version, _fragment(), count=1)


class Slot:
    """A mailbox in which the newest frame wins."""

    def __init__(self) -> None:
        self.frame = b""
        self.news = asyncio.Event()


READY: dict[str, Callable[[], bytes]] = {
    "/healthz": lambda: b"ok",
    "/fragment": _fragment,
}
rooms: dict[str, set[Slot]] = defaultdict(set)
listening: list[asyncio.Task[None]] = []


async def application(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Mapping[str, Any]], Awaitable[None]],
) -> None:
    """Stream a room for ever, or answer with what stands ready."""
    if scope["path"] in READY or scope["path"].startswith("/page/"):
        body = READY.get(scope["path"], lambda: PAGE)()
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
        return
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
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
