"""One clock for the whole suite: it begins at a moment of our choice and runs on.

The process's time and PostgreSQL's move by the same amount, so a test runs as it would
on that day. After a while it is put back, between two modules, so that each test begins
in the same minute. Tests with real servers keep the real time: other processes have it.
"""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from pytest_django import DjangoDbBlocker

from tests.support.days import ORDINARY, moment_of, said

#: How late it may become; each moment leaves more until its day ends or clocks change.
LATEST = dt.timedelta(seconds=10)

# PostgreSQL finds a function of this name first where its schema is looked in first.
_MOVED = """
CREATE SCHEMA IF NOT EXISTS moved;
CREATE OR REPLACE FUNCTION moved.clock_timestamp() RETURNS timestamptz
    LANGUAGE sql VOLATILE
    AS $$ SELECT pg_catalog.clock_timestamp() + interval '{seconds} seconds' $$;
"""
_LOOK, _AS_EVER = "SET search_path TO moved, pg_catalog, public", "RESET search_path"


class SuiteClock:
    """Shows the real time until it is set; tests with servers have the real time again."""

    def __init__(self) -> None:
        self._usual = self._moment = moment_of(ORDINARY)
        self._travel: time_machine.travel | None = None
        self._blocker: DjangoDbBlocker | None = None
        self._module: object = None

    def set_to(self, moment: dt.datetime) -> None:
        """Set the clock to a moment; it returns there each time it is put back."""
        self._usual = self._moment = moment
        self._start()

    def ready(self, blocker: DjangoDbBlocker) -> None:
        """Move the database's clock too, now that there is one."""
        self._blocker = blocker
        connection_created.connect(self._look)
        self._tell()

    def want(self, item: pytest.Item, empty: Callable[[], None]) -> None:
        """Show the time that a test needs; `empty` the database before the clock jumps."""
        before, self._module = self._module, getattr(item, "module", None)
        is_real, is_next = real(item), self._module is not before
        is_late = is_next and self._is_late(first=not before)
        before_now, self._moment = self._moment, _chosen(item) or self._usual
        if is_real == self._is_moved or is_late or self._moment != before_now:
            empty()
            self._stop()
            if not is_real:
                self._start()
            self._tell()

    @property
    def _is_moved(self) -> bool:
        return self._travel is not None

    def _is_late(self, *, first: bool) -> bool:
        """Return whether to put the clock back; to read all tests takes a while at first."""
        late = dt.datetime.now(dt.UTC) - self._moment
        return self._is_moved and (first or late > LATEST)

    def _start(self) -> None:
        # A number, because an instant in UTC would change the process's zone as well.
        self._travel = time_machine.travel(self._moment.timestamp())
        self._travel.start()

    def _stop(self) -> None:
        if self._travel:
            self._travel.stop()
        self._travel = None

    def _tell(self) -> None:
        """Let PostgreSQL's clock show what the process's does."""
        if not self._blocker or connection.vendor != "postgresql":
            return
        with self._blocker.unblock():
            if self._is_moved:
                with connection.cursor() as cursor:
                    cursor.execute(_MOVED.format(seconds=_ahead()))
            connection.ensure_connection()
            self._look(connection)

    def _look(self, connection: BaseDatabaseWrapper, **about: object) -> None:
        """Let a database session see the moved clock; no test counts this statement."""
        if connection.vendor == "postgresql":
            connection.connection.execute(_LOOK if self._is_moved else _AS_EVER)


def _ahead() -> float:
    """Return by how many seconds the process's clock differs from the real one."""
    real = time_machine.escape_hatch.datetime.datetime.now(dt.UTC)
    return (dt.datetime.now(dt.UTC) - real).total_seconds()


def _chosen(item: pytest.Item) -> dt.datetime | None:
    """Return the moment of a test that is about the hours of one season: the mark `day`."""
    mark = item.get_closest_marker("day")
    return moment_of(mark.args[0]) if mark else None


def real(item: pytest.Item) -> bool:
    """Return whether a test starts servers, which have the real time."""
    return any(item.get_closest_marker(name) for name in ("e2e", "stack"))


clock = SuiteClock()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--day",
        default=ORDINARY,
        type=_known,
        help="when the suite runs: a name of tests/support/days.py, or an instant with its zone",
    )


def _known(day: str) -> str:
    moment_of(day)
    return day


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Move the clock before Django is set up and tests are read: they may remember it."""
    clock.set_to(moment_of(early_config.known_args_namespace.day))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the clock's moment, so that a failure can be repeated."""
    day = config.getoption("--day")
    terminalreporter.write_line(f"The suite's clock began at {said(day)}.")
