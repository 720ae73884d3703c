"""The way of a signal from the process that changed a room to those with its streams.

Signals are hints: one may be lost, repeated or overtaken by the next. A listener is told
when the link was down, and then asks the database again.
"""

import asyncio
import json
import logging
import random
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import Protocol

import redis
import redis.asyncio
from django.conf import settings
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

CHANNEL = "actionlearning.live"
TIMEOUT = 0.5  #: seconds to wait for Redis to connect or to answer
PAUSE = 2.0  #: seconds for which a Redis that has just failed is not asked again
QUIET = 5.0  #: seconds of silence before the subscription is tested
BACK_OFF = (0.2, 5.0)  #: first and longest wait, in seconds, before subscribing again
DOWN = (redis.RedisError, OSError)


@dataclass(frozen=True, slots=True)
class Signal:
    """A room is at `version`, or `leaver` (a user's id) must leave it, or a session ended."""

    room: str = ""
    version: int = 0
    leaver: int = 0
    session: str = ""  #: a fingerprint, because the key itself opens the door


class Listener(Protocol):
    """A listener. It is called in the thread of its event loop."""

    def hear(self, signal: Signal) -> None:
        """Take a signal."""

    def linked(self, up: bool) -> None:
        """Learn whether signals arrive from now on."""


class Bus(Protocol):
    """Carry signals between threads, and between processes if it can."""

    def publish(self, signal: Signal) -> None:
        """Send a signal from any thread; never raise, never block longer than a second."""

    async def listen(self, listener: Listener) -> None:
        """Pass every signal to the listener until cancelled."""


class MemoryBus:
    """The bus of the embedded default: from threads to event loops of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[Listener, asyncio.AbstractEventLoop] = {}

    def publish(self, signal: Signal) -> None:
        """Pass the signal to every listening loop."""
        with self._lock:
            for listener, loop in self._listeners.items():
                with suppress(RuntimeError):  # that loop has ended
                    loop.call_soon_threadsafe(listener.hear, signal)

    async def listen(self, listener: Listener) -> None:
        """Pass signals on; the link inside a process cannot fail."""
        with self._lock:
            self._listeners[listener] = asyncio.get_running_loop()
        listener.linked(True)
        try:
            await asyncio.Event().wait()
        finally:
            with self._lock:
                del self._listeners[listener]


class RedisBus:
    """The bus between processes: Redis pub/sub, one subscription for each listener."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._publisher = redis.Redis.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self._quiet_until = 0.0

    def publish(self, signal: Signal) -> None:
        """Send a signal, unless Redis has just failed: then rooms poll anyway."""
        if time.monotonic() < self._quiet_until:
            return
        try:
            self._publisher.publish(CHANNEL, json.dumps(asdict(signal)))
        except DOWN as error:
            self._quiet_until = time.monotonic() + PAUSE
            log.warning("Redis did not take a signal (%s).", error)

    async def listen(self, listener: Listener) -> None:
        """Subscribe, and do so again with back-off whenever the link breaks."""
        wait, longest = BACK_OFF
        while True:
            client = self._subscriber()
            try:
                # Closed before the next one opens: an old PubSub would subscribe
                # again by itself, and every signal would arrive twice.
                async with client, client.pubsub() as link:
                    await link.subscribe(CHANNEL)
                    if await link.get_message(timeout=TIMEOUT) is None:
                        raise TimeoutError("no answer to a subscription")
                    wait = BACK_OFF[0]
                    listener.linked(True)
                    await _hand_over(link, listener)
            except DOWN as error:
                log.warning("The link to Redis is down (%s).", error)
            listener.linked(False)
            await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311
            wait = min(2 * wait, longest)

    def _subscriber(self) -> redis.asyncio.Redis:
        return redis.asyncio.Redis.from_url(
            self._url,
            socket_connect_timeout=TIMEOUT,
            retry=AsyncRetry(NoBackoff(), 0),
        )


async def _hand_over(link: PubSub, listener: Listener) -> None:
    """Read for ever; raise `TimeoutError` if Redis does not answer a ping."""
    pinged = False
    while True:
        message = await link.get_message(timeout=QUIET)
        if message is None:
            if pinged:
                raise TimeoutError("no answer to a ping")
            await link.ping()
        pinged = message is None
        if message and message["type"] == "message":
            with suppress(ValueError, TypeError):  # not a signal of ours
                listener.hear(Signal(**json.loads(message["data"])))


@cache
def bus() -> Bus:
    """Return this process's bus: Redis if `REDIS_URL` is set, else memory."""
    return RedisBus(settings.REDIS_URL) if settings.REDIS_URL else MemoryBus()


def fingerprint(session_key: str) -> str:
    """Return a hash that stands for a session on the bus."""
    return sha256(session_key.encode()).hexdigest()
