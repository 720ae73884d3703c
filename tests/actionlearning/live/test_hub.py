"""The hub's slow cycle, and what it does while the bus is down."""

import asyncio

import pytest
from django.db import OperationalError

from actionlearning.live import hub as live_hub
from actionlearning.live.bus import MemoryBus, Signal
from actionlearning.live.gate import Admission
from actionlearning.live.hub import Hub
from tests.actionlearning.live.rooms import run, until

ROOM = "harbour-room"
FRAME = b'event: version\ndata: {"v": 7}\nid: 7\n\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The slow cycle, thirty times faster."""
    for name, seconds in {
        "TICK": 0.01,
        "BEAT": 0.3,
        "ASK_AFTER": 0.45,
        "VOUCHED_FOR": 0.9,
        "RETRY": 0.05,
        "PAUSE": 0.05,
    }.items():
        monkeypatch.setattr(live_hub, name, seconds)


class FakeGate:
    """A gate that answers what the test says, and counts."""

    def __init__(self) -> None:
        self.answer: Admission | Exception | None = Admission(1, 7)
        self.asked = 0

    async def __call__(self, session_key: str, room: str) -> Admission | None:
        """Answer, or raise the answer."""
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def listening(gate: FakeGate, what, *, seats: int = 1):
    """Run `what(hub, connections)` with connections that sit in the room."""

    async def scenario():
        hub = Hub(MemoryBus(), gate)
        await hub.settled()
        with hub.joined(ROOM, "key") as one, hub.joined(ROOM, "other") as two:
            for seat in (one, two)[:seats]:
                hub.seat(seat, Admission(1, 7))
            try:
                return await what(hub, one)
            finally:
                hub.stop()

    return run(scenario())


async def heard(connection, count: int) -> list[bytes]:
    """Return the next frames."""
    frames = connection.frames()
    async with asyncio.timeout(2):
        return [await anext(frames) for _ in range(count)]


def test_heartbeat_carries_the_version():
    async def what(hub, one):
        return await heard(one, 3)

    assert listening(FakeGate(), what) == [FRAME, FRAME, FRAME]


def test_lost_signal_is_made_up_for_on_the_slow_cycle():
    gate = FakeGate()
    gate.answer = Admission(1, 8)

    async def what(hub, one):
        frames = one.frames()
        async with asyncio.timeout(2):
            while b"id: 8" not in (frame := await anext(frames)):
                pass
        return frame

    assert listening(gate, what) == FRAME.replace(b"7", b"8")


def test_stream_ends_when_the_gate_says_no():
    gate = FakeGate()
    gate.answer = None

    async def what(hub, one):
        await until(lambda: one.closed, 2)
        return gate.asked

    assert listening(gate, what) == 1


def test_stream_outlives_one_answer_the_database_could_not_give():
    gate = FakeGate()
    gate.answer = OperationalError("away")

    async def what(hub, one):
        await until(lambda: gate.asked >= 1, 2)
        gate.answer = Admission(1, 7)
        await until(lambda: gate.asked >= 4, 4)
        return one.closed

    assert listening(gate, what) is False


def test_stream_ends_when_nobody_can_vouch_for_it():
    gate = FakeGate()
    gate.answer = OperationalError("away")

    async def what(hub, one):
        await until(lambda: one.closed, 3)
        return gate.asked

    assert listening(gate, what) > 1


def test_page_is_told_to_poll_while_the_bus_is_down():
    async def what(hub, one):
        await heard(one, 1)
        hub.linked(False)
        down = await heard(one, 1)
        hub.linked(True)
        return down + await heard(one, 1)

    assert listening(FakeGate(), what) == [FRAME.replace(b"version", b"alone"), FRAME]


def test_everybody_is_asked_for_again_after_a_gap_and_a_moment_later():
    gate = FakeGate()

    async def what(hub, one):
        hub.linked(False)
        gate.asked = 0
        hub.linked(True)
        await until(lambda: gate.asked == 2, 1)
        at_once = gate.asked
        await until(lambda: gate.asked >= 4, 1)
        return at_once

    assert listening(gate, what, seats=2) == 2


def test_session_that_ends_takes_only_its_own_streams():
    async def what(hub, one):
        hub.hear(Signal(session=one.session))
        return [connection.closed for connection in sorted_by_key(hub)]

    assert listening(FakeGate(), what, seats=2) == [True, False]


def sorted_by_key(hub):
    """Return the hub's connections, "key" before "other"."""
    return sorted(hub._all(), key=lambda connection: connection.session_key)
