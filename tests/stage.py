"""The world of cast.py, built once and left standing from test to test.

Building it takes longer than most tests do. So it stands in a transaction that stays
open: each test (with `db`) works inside it and is rolled back to it. It is taken away
before a test that did not ask for it, which would otherwise see its rows.
"""

from __future__ import annotations

import pickle

from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.cast import Cast
from tests.cast import cast as build_cast


class Stage:
    """Open or closed; open, it has one world on it."""

    def __init__(self, blocker: DjangoDbBlocker) -> None:
        self._blocker = blocker
        self._held: transaction.Atomic | None = None
        self._world = b""

    def open(self) -> None:
        """Build the world and sign everybody in, unless it stands."""
        if self._held:
            return
        with self._blocker.unblock():
            self._held = transaction.atomic()
            self._held.__enter__()
            self._world = pickle.dumps(build_cast().sign_in())

    def close(self) -> None:
        """Take the world away, unless there is none."""
        if not self._held:
            return
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._held.__exit__(None, None, None)
            self._held = None

    def copy(self) -> Cast:
        """Return the world as it was built, in objects that nobody else holds."""
        world: Cast = pickle.loads(self._world)  # noqa: S301
        return world
