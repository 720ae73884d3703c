"""Keep each room's view once for all who ask at the same time (ARCHITECTURE.md#one-live-change).

When a room changes, six browsers ask within the same milliseconds. The first request
fetches the view, the others wait for it, and later ones find it here. What is kept is the
same for everybody: access is checked at each request, and nothing personal comes in.

A cached room belongs to one version, language and minute. Every change to a room raises
its version, so what the room shows of the world outside is at most a minute old.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from meetings.room.queries.view import RoomView

MAX_ROOMS = 100  #: rooms kept, each language counts as one
PATIENCE = 5.0  #: seconds to wait for another request's view before fetching one's own

NOT_WRITTEN = (0, None)
Stamp = tuple[int, int]  #: version, minute since 1970
NO_STAMP: Stamp = (-1, -1)


@dataclass
class CachedRoom:
    """A view of the room, and the shared parts of the page that were written from it."""

    view: RoomView
    _parts: dict[str, tuple[int, SafeString]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def part(
        self, name: str, write: Callable[[], SafeString], *, second: int = 0
    ) -> SafeString:
        """Return the part called `name`, written once, or once for each `second`."""
        when, text = self._parts.get(name, NOT_WRITTEN)
        if text is None or when != second:
            with self._lock:
                when, text = self._parts.get(name, NOT_WRITTEN)
                if text is None or when != second:
                    text = write()
                    self._parts[name] = second, text
        return text


class RoomCache:
    """The newest view of each room, in this process."""

    def __init__(self, size: int = MAX_ROOMS) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._newest: OrderedDict[tuple[str, str], tuple[Stamp, CachedRoom]] = (
            OrderedDict()
        )
        self._pending: dict[tuple[str, str, Stamp], Future[CachedRoom]] = {}

    def get(
        self, room: str, language: str, stamp: Stamp, fetch: Callable[[], RoomView]
    ) -> CachedRoom:
        """Return `room` not older than `stamp`; call `fetch` if it is not here yet.

        Raises what `fetch` raises. A request that waited for a failed fetch then fetches
        for itself.
        """
        key = (room, language, stamp)
        with self._lock:
            found = self._find((room, language), stamp)
            if found:
                return found
            pending = self._pending.get(key)
            if pending is None:
                own = self._pending[key] = Future()
        if pending is None:
            return self._fetch(key, own, fetch)
        try:
            return pending.result(PATIENCE)
        except Exception:  # noqa: BLE001 - the other request's; our own is raised below
            return CachedRoom(fetch())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._newest.clear()

    def __len__(self) -> int:
        return len(self._newest)

    def _find(self, key: tuple[str, str], stamp: Stamp) -> CachedRoom | None:
        (version, minute), cached = self._newest.get(key, (NO_STAMP, None))
        if cached is None or version < stamp[0] or minute < stamp[1]:
            return None
        self._newest.move_to_end(key)
        return cached

    def _fetch(
        self,
        key: tuple[str, str, Stamp],
        future: Future[CachedRoom],
        fetch: Callable[[], RoomView],
    ) -> CachedRoom:
        try:
            cached = CachedRoom(fetch())
        except BaseException as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(cached)
            self._keep(key, cached)
            return cached
        finally:
            with self._lock:
                del self._pending[key]

    def _keep(self, key: tuple[str, str, Stamp], cached: CachedRoom) -> None:
        """Keep it, unless the room changed during the fetch or a newer view is here."""
        room, language, stamp = key
        if not cached.view.is_whole:
            return
        with self._lock:
            known, _old = self._newest.get((room, language), (NO_STAMP, None))
            if known > stamp:
                return
            self._newest[room, language] = stamp, cached
            self._newest.move_to_end((room, language))
            while len(self._newest) > self._size:
                self._newest.popitem(last=False)


room_cache = RoomCache()  #: of this process
