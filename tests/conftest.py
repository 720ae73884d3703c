"""Fixtures that every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from meetings.queries.room_cache import looks
from tests.cast import Cast
from tests.cast import cast as build_cast


@pytest.fixture(autouse=True)
def _fresh_looks() -> None:
    """Forget the looks at rooms: what a test wrote is rolled back, versions too."""
    looks.clear()


@pytest.fixture
def cast(db) -> Cast:
    """Harbour and its neighbours: see tests/cast.py for who is who."""
    return build_cast()


@pytest.fixture(scope="module")
def shared_cast(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    """The same world for every test of a module, with everybody signed in.

    What a test (with `db`) writes is rolled back after it, as always; objects in memory
    are shared, so change rows, not attributes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_cast()
        for name in ("nobody", *world.users):
            world.client(name)
        yield world
        transaction.set_rollback(True)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what needs PostgreSQL or Redis where there is neither."""
    if config.getoption("--db") == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped anything: a test that cannot run is a test that fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, pytest.TerminalReporter) and reporter.stats.get("skipped"):
        session.exitstatus = max(exitstatus, pytest.ExitCode.TESTS_FAILED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a run without a failure did not pass."""
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failures here.", red=True)
