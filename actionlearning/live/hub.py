"""The listeners of each room in this process, and the version they were told last.

A hub belongs to one event loop and is used only in its thread. It sends names and numbers.
On a slow cycle it asks again whether each person may still hear them; if nobody can answer,
the stream ends (docs/threat-model.md#the-stream).
"""

import asyncio
import heapq
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from django.db import DatabaseError

from actionlearning.live.bus import PAUSE, Bus, Signal, fingerprint
from actionlearning.live.gate import Admission

TICK = 0.5  #: seconds between two checks for due heartbeats
BEAT = 10.0  #: most seconds between two heartbeats of one stream
ASK_AFTER = 15.0  #: seconds after which the gate is asked about a stream again
VOUCHED_FOR = 26.0  #: seconds after which a stream without an answer ends
RETRY = 2.0  #: seconds before a failed database is asked again


@dataclass(slots=True, eq=False)
class Connection:
    """One open stream: a mailbox with a single slot, in which the newest frame wins."""

    room: str
    session_key: str
    vouched: float
    session: str = field(init=False)
    user_id: int | None = None  #: until the gate has answered
    closed: bool = False
    asking: bool = False
    _frame: bytes = b""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.session = fingerprint(self.session_key)

    def put(self, frame: bytes) -> None:
        """Put a frame into the slot, in place of one that was not fetched yet."""
        self._frame = frame
        self._news.set()

    def close(self) -> None:
        """End the stream; a frame in the slot is not sent."""
        self.closed = True
        self._news.set()

    async def frames(self) -> AsyncIterator[bytes]:
        """Yield frames as they come, until the connection is closed."""
        while True:
            await self._news.wait()
            if self.closed:
                return
            self._news.clear()
            yield self._frame


@dataclass(slots=True)
class Room:
    """The listeners of one room here, and the newest version they were told."""

    version: int = 0
    connections: set[Connection] = field(default_factory=set)


#: Returns the session's person if they may hear a room, else None. Raises if the
#: database cannot answer.
Gate = Callable[[str, str], Awaitable[Admission | None]]


class Hub:
    """The rooms of this process, fed by the bus, with one ticker for all heartbeats."""

    def __init__(self, bus: Bus, gate: Gate) -> None:
        self.loop = asyncio.get_running_loop()
        self.closed = False
        self._gate = gate
        self._rooms: dict[str, Room] = {}
        self._due: list[tuple[float, int, Connection]] = []  # a heap
        self._turns = count()
        self._up = False
        self._settled = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._spawn(bus.listen(self))
        self._spawn(self._tick())

    async def settled(self) -> None:
        """Wait until it is known whether the bus is up."""
        await self._settled.wait()

    @contextmanager
    def joined(self, room: str, session_key: str) -> Iterator[Connection]:
        """Register a new connection during the block; nothing is sent to it yet."""
        connection = Connection(room, session_key, self.loop.time())
        self._rooms.setdefault(room, Room()).connections.add(connection)
        try:
            yield connection
        finally:
            self._leave(connection)

    def seat(self, connection: Connection, admission: Admission) -> None:
        """Begin its stream, at the version that the gate saw or a newer one."""
        connection.user_id = admission.user_id
        self._learn(connection.room, admission.version)
        connection.put(self._frame(connection.room))
        self._expect_beat(connection)

    def hear(self, signal: Signal) -> None:
        """Pass a signal on to the connections that it concerns.

        A leaver may be just coming in, with an answer of the gate older than the signal.
        Such connections are closed too, and come again.
        """
        if signal.session:
            self._end(c for c in self._all() if c.session == signal.session)
        elif signal.leaver:
            here = self._rooms.get(signal.room, Room()).connections
            self._end(c for c in here if c.user_id in {None, signal.leaver})
        else:
            self._learn(signal.room, signal.version)

    def linked(self, up: bool) -> None:
        """Tell all listeners whether signals arrive; after a gap, ask the gate about all.

        Ask again after `PAUSE` seconds, during which a publisher may not know yet that
        Redis is back, and send no signals.
        """
        news = self._settled.is_set() and up != self._up
        self._up = up
        self._settled.set()
        if not news:
            return
        for room, its in self._rooms.items():
            self._tell(its.connections, self._frame(room))
        if up:
            self._ask_for_all()
            self.loop.call_later(2 * PAUSE, self._ask_for_all)

    def close(self) -> None:
        """End every stream and take no new ones, because the process is about to stop."""
        self.closed = True
        self._end(self._all())

    def stop(self) -> None:
        """Stop listening to the bus, and the ticker."""
        self.close()
        for task in self._tasks:
            task.cancel()

    def __len__(self) -> int:
        return sum(len(room.connections) for room in self._rooms.values())

    def _all(self) -> Iterator[Connection]:
        for room in self._rooms.values():
            yield from room.connections

    def _leave(self, connection: Connection) -> None:
        connection.close()
        room = self._rooms[connection.room]
        room.connections.discard(connection)
        if not room.connections:
            del self._rooms[connection.room]

    def _learn(self, name: str, version: int) -> None:
        room = self._rooms.get(name)
        if room and version > room.version:
            room.version = version
            self._tell(room.connections, self._frame(name))

    def _frame(self, room: str) -> bytes:
        """Return a frame with the version; `alone` makes the page poll without signals."""
        version = self._rooms[room].version
        event = "version" if self._up else "alone"
        return f'event: {event}\ndata: {{"v": {version}}}\nid: {version}\n\n'.encode()

    @staticmethod
    def _tell(connections: set[Connection], frame: bytes) -> None:
        for connection in connections:
            connection.put(frame)

    @staticmethod
    def _end(connections: Iterator[Connection]) -> None:
        for connection in connections:
            connection.close()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = self.loop.time()
            while self._due and self._due[0][0] <= now:
                *_, connection = heapq.heappop(self._due)
                if not connection.closed:
                    self._beat(connection, now)

    def _beat(self, connection: Connection, now: float) -> None:
        age = now - connection.vouched
        if age >= VOUCHED_FOR:
            connection.close()
            return
        if age >= ASK_AFTER:
            self._ask_for(connection)
        connection.put(self._frame(connection.room))
        self._expect_beat(connection)

    def _expect_beat(self, connection: Connection) -> None:
        """Plan a heartbeat at random, so that a thousand do not beat at the same time."""
        beat = self.loop.time() + BEAT * random.uniform(0.5, 1)  # noqa: S311
        due = min(beat, connection.vouched + VOUCHED_FOR)
        heapq.heappush(self._due, (due, next(self._turns), connection))

    def _ask_for_all(self) -> None:
        for connection in self._all():
            self._ask_for(connection)

    def _ask_for(self, connection: Connection) -> None:
        if not connection.asking:
            connection.asking = True
            self._spawn(self._ask(connection))

    async def _ask(self, connection: Connection) -> None:
        """Ask the gate until it answers; without an answer, `_beat` ends the stream."""
        while not connection.closed:
            asked = self.loop.time()
            try:
                admission = await self._gate(connection.session_key, connection.room)
            except DatabaseError:
                await asyncio.sleep(RETRY)
            else:
                self._take(connection, admission, asked)
                return

    def _take(
        self, connection: Connection, admission: Admission | None, asked: float
    ) -> None:
        connection.asking = False
        if admission is None:
            connection.close()
        else:
            connection.vouched = asked
            self._learn(connection.room, admission.version)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
