"""One look at a room for all who ask at once (ARCHITECTURE.md#one-live-change).

When a room changes, six browsers ask within the same milliseconds. The first fetches,
the others wait for it, and whoever comes later finds it here. What is kept is the same
for everybody: access is asked for anew each time, and nothing personal comes in.

A look belongs to one version, language and minute. Every change to a room raises its
version; what the room shows of the world outside it is therefore a minute old at most.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from meetings.room.queries.view import RoomView

KEPT = 100  #: rooms, in each language
PATIENCE = 5.0  #: seconds to wait for somebody else's look before fetching one's own

NOTHING = (0, None)
Stamp = tuple[int, int]  #: version, minute since 1970


@dataclass
class Look:
    """A view of the room, and the shared parts of the page that were written from it."""

    view: RoomView
    _parts: dict[str, tuple[int, SafeString]] = field(default_factory=dict)
    _pen: threading.RLock = field(default_factory=threading.RLock)

    def part(
        self, name: str, write: Callable[[], SafeString], *, second: int = 0
    ) -> SafeString:
        """Return the part called `name`, written once, or once for each `second`."""
        when, text = self._parts.get(name, NOTHING)
        if text is None or when != second:
            with self._pen:
                when, text = self._parts.get(name, NOTHING)
                if text is None or when != second:
                    text = write()
                    self._parts[name] = second, text
        return text


class Looks:
    """The newest look at each room, in this process."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._door = threading.Lock()
        self._newest: OrderedDict[tuple[str, str], tuple[Stamp, Look]] = OrderedDict()
        self._coming: dict[tuple[str, str, Stamp], Future[Look]] = {}

    def get(
        self, room: str, language: str, stamp: Stamp, fetch: Callable[[], RoomView]
    ) -> Look:
        """Return a look at `room` that is not older than `stamp`, fetched where need be.

        Raises what `fetch` raises; whoever waited then fetches for themselves.
        """
        key = (room, language, stamp)
        with self._door:
            found = self._find((room, language), stamp)
            if found:
                return found
            coming = self._coming.get(key)
            if coming is None:
                mine = self._coming[key] = Future()
        if coming is None:
            return self._fetch(key, mine, fetch)
        try:
            return coming.result(PATIENCE)
        except Exception:  # noqa: BLE001 - theirs; ours is raised below
            return Look(fetch())

    def clear(self) -> None:
        """Forget everything."""
        with self._door:
            self._newest.clear()

    def __len__(self) -> int:
        return len(self._newest)

    def _find(self, place: tuple[str, str], stamp: Stamp) -> Look | None:
        (version, minute), look = self._newest.get(place, ((-1, -1), None))
        if look is None or version < stamp[0] or minute < stamp[1]:
            return None
        self._newest.move_to_end(place)
        return look

    def _fetch(
        self,
        key: tuple[str, str, Stamp],
        mine: Future[Look],
        fetch: Callable[[], RoomView],
    ) -> Look:
        try:
            look = Look(fetch())
        except BaseException as error:
            mine.set_exception(error)
            raise
        else:
            mine.set_result(look)
            self._file(key, look)
            return look
        finally:
            with self._door:
                del self._coming[key]

    def _file(self, key: tuple[str, str, Stamp], look: Look) -> None:
        """Keep it, unless the room changed while it was fetched or a newer one is here."""
        *place, stamp = key
        room, language = place
        if not look.view.is_whole:
            return
        with self._door:
            known, _old = self._newest.get((room, language), ((-1, -1), None))
            if known > stamp:
                return
            self._newest[room, language] = stamp, look
            self._newest.move_to_end((room, language))
            while len(self._newest) > self._kept:
                self._newest.popitem(last=False)


looks = Looks()  #: of this process
