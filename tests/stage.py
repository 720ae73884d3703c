"""The world of cast.py, built once and left standing from test to test.

Building it takes longer than most tests do. So it stands in a transaction that stays
open: each test (with `db`) works inside it and is rolled back to it. On top of it,
Harbour's meeting may have begun, and on top of that stand at a phase, for the tests that
begin there. All of it is taken away before a test that did not ask for it, which would otherwise see its rows.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from itertools import takewhile

from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.cast import cast as build_cast
from tests.meetings.sitting import Sitting

FIRST = "open"  #: where a meeting begins, on the way to every other phase


@dataclass
class _Scene:
    """What a savepoint holds: the sitting at a phase; "" is before the meeting."""

    phase: str
    held: transaction.Atomic
    frozen: bytes


class Stage:
    """Empty, or with one world on it, or with a meeting at a phase on top of that."""

    def __init__(self) -> None:
        self._scenes: list[_Scene] = []
        self._blocker: DjangoDbBlocker | None = None
        self._wanted: str | None = None

    def ready(self, blocker: DjangoDbBlocker) -> None:
        """Set up what is wanted, now that there is a database."""
        self._blocker = blocker
        self.want(self._wanted)

    def want(self, phase: str | None) -> None:
        """Have Harbour's next meeting stand at a phase, or nothing at all for None."""
        self._wanted = phase
        if not self._blocker:
            return
        with self._blocker.unblock():
            if phase is None:
                self._take_down(to=0)
            else:
                self._build(phase)

    def copy(self) -> Sitting:
        """Return what stands there, in objects that nobody else holds."""
        sitting: Sitting = pickle.loads(self._scenes[-1].frozen)  # noqa: S301
        return sitting

    def _build(self, phase: str) -> None:
        """Keep what stands already, as far as it serves."""
        wanted = list(dict.fromkeys(["", FIRST, phase] if phase else [""]))
        standing = [scene.phase for scene in self._scenes]
        pairs = zip(wanted, standing, strict=False)
        common = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
        self._take_down(to=common)
        for each in wanted[common:]:
            held = self._hold()
            sitting = self.copy() if self._scenes else Sitting(build_cast().sign_in())
            self._keep(each, held, sitting.go_to(each) if each else sitting)

    def _hold(self) -> transaction.Atomic:
        held = transaction.atomic()
        held.__enter__()
        return held

    def _keep(self, phase: str, held: transaction.Atomic, sitting: Sitting) -> None:
        self._scenes.append(_Scene(phase, held, pickle.dumps(sitting)))

    def _take_down(self, *, to: int) -> None:
        while len(self._scenes) > to:
            transaction.set_rollback(True)
            self._scenes.pop().held.__exit__(None, None, None)
