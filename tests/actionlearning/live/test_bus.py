"""The bus over a real Redis that comes and goes."""

import asyncio
import socket
import time
from contextlib import suppress

import pytest
import redis
from django.db import transaction

from actionlearning.live import bus as live_bus
from actionlearning.live.announce import announce, kick
from actionlearning.live.bus import (
    CHANNEL,
    MemoryBus,
    RedisBus,
    Signal,
    bus,
    fingerprint,
)
from tests.actionlearning.live.rooms import elsewhere, run, until


@pytest.fixture(autouse=True)
def unharmed() -> None:
    """Begin with a bus that no test before has seen fail: such a one is quiet for a while."""
    live_bus.bus.cache_clear()


class Recorder:
    """Write down what is heard."""

    def __init__(self) -> None:
        self.signals: list[Signal] = []
        self.links: list[bool] = []

    def hear(self, signal: Signal) -> None:
        """Keep the signal."""
        self.signals.append(signal)

    def linked(self, up: bool) -> None:
        """Keep the state of the link."""
        self.links.append(up)


def hearing(carrier, what):
    """Run `what(recorder)` while a recorder listens to the bus."""

    async def scenario():
        recorder = Recorder()
        listening = asyncio.ensure_future(carrier.listen(recorder))
        await until(lambda: recorder.links)
        try:
            return await what(recorder)
        finally:
            listening.cancel()

    return run(scenario())


def test_signal_arrives_whole(bus):
    sent = [
        Signal(room="harbour", version=8),
        Signal(room="harbour", leaver=3),
        Signal(session=fingerprint("key")),
    ]

    async def what(recorder):
        for signal in sent:
            bus.publish(signal)
        await until(lambda: len(recorder.signals) == 3)
        return recorder.signals

    assert hearing(bus, what) == sent


def test_two_processes_hear_the_same_redis(redis_server):
    async def what(recorder):
        RedisBus(redis_server.url).publish(Signal(room="harbour", version=8))
        await until(lambda: recorder.signals)
        return recorder.signals

    heard = hearing(RedisBus(redis_server.url), what)
    assert heard == [Signal(room="harbour", version=8)]


def test_redis_killed_and_back_is_heard_once_again(redis_server, monkeypatch):
    monkeypatch.setattr(live_bus, "PAUSE", 0.1)
    carrier = RedisBus(redis_server.url)

    async def what(recorder):
        redis_server.kill()
        await until(lambda: recorder.links[-1] is False)
        carrier.publish(Signal(room="harbour", version=8))  # lost, and no error
        redis_server.start()
        await until(lambda: recorder.links[-1] is True, 10)
        await until(lambda: carrier._quiet_until < time.monotonic())
        carrier.publish(Signal(room="harbour", version=9))
        await until(lambda: recorder.signals)
        receivers = redis.Redis.from_url(redis_server.url).pubsub_numsub(CHANNEL)
        return recorder.signals, receivers

    signals, receivers = hearing(carrier, what)
    assert signals == [Signal(room="harbour", version=9)]
    assert receivers == [(CHANNEL.encode(), 1)]


def test_silent_link_is_noticed(redis_server, monkeypatch):
    monkeypatch.setattr(live_bus, "QUIET", 0.2)

    async def what(recorder):
        await asyncio.sleep(0)
        paused = redis.Redis.from_url(redis_server.url)
        paused.execute_command("CLIENT", "PAUSE", "900", "ALL")
        await until(lambda: False in recorder.links, 3)
        await until(lambda: recorder.links[-1] is True, 10)
        return recorder.signals

    assert hearing(RedisBus(redis_server.url), what) == []


def test_quiet_link_that_answers_is_kept(redis_server, monkeypatch):
    monkeypatch.setattr(live_bus, "QUIET", 0.05)
    carrier = RedisBus(redis_server.url)

    async def what(recorder):
        pinged = asyncio.get_running_loop().time() + 0.4
        await until(lambda: asyncio.get_running_loop().time() > pinged)
        carrier.publish(Signal(room="harbour", version=8))
        await until(lambda: recorder.signals)
        return recorder.links

    assert hearing(carrier, what) == [True]


def test_foreign_words_on_the_channel_are_ignored(redis_server):
    carrier = RedisBus(redis_server.url)
    stranger = redis.Redis.from_url(redis_server.url)

    async def what(recorder):
        for word in ("hello", "[1]", '{"room": "x", "title": "y"}'):
            stranger.publish(CHANNEL, word)
        carrier.publish(Signal(room="harbour", version=8))
        await until(lambda: recorder.signals)
        return recorder.signals, recorder.links

    assert hearing(carrier, what) == ([Signal(room="harbour", version=8)], [True])


def _callers(server: socket.socket) -> int:
    """Count who has called since the last time."""
    server.setblocking(False)
    count = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            count += 1
    return count


def test_publishing_into_a_black_hole_gives_up_and_leaves_it_alone(record_property):
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        carrier = RedisBus(f"redis://127.0.0.1:{never_answers.getsockname()[1]}/0")

        began = time.monotonic()
        carrier.publish(Signal(room="harbour", version=8))
        took = time.monotonic() - began
        tried = _callers(never_answers)
        carrier.publish(Signal(room="harbour", version=9))

        record_property("Publishing into a black hole", f"{took:.2f} s")
        assert tried > 0
        assert _callers(never_answers) == 0


def test_redis_that_refuses_never_raises():
    RedisBus("redis://127.0.0.1:1/0").publish(Signal(room="harbour", version=8))


def test_announce_says_nothing_of_what_was_rolled_back(transactional_db):
    def fail() -> None:
        with transaction.atomic():
            announce("harbour", 8)
            transaction.set_rollback(True)

    def succeed() -> None:
        with transaction.atomic():
            announce("harbour", 9)
            kick("harbour", 3)

    async def what(recorder):
        await elsewhere(fail)
        await elsewhere(succeed)
        await until(lambda: len(recorder.signals) == 2)
        return recorder.signals

    sent = [Signal(room="harbour", version=9), Signal(room="harbour", leaver=3)]
    assert hearing(bus(), what) == sent


def test_embedded_default_needs_no_redis(settings):
    settings.REDIS_URL = ""
    bus.cache_clear()

    try:
        assert isinstance(bus(), MemoryBus)
    finally:
        bus.cache_clear()
