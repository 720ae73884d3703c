"""Fixtures that every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from meetings.queries.room_cache import looks
from tests.cast import Cast
from tests.cast import cast as build_cast
from tests.flush import flush
from tests.stage import Stage

STAGE = pytest.StashKey[Stage]()


@pytest.fixture(scope="session")
def stage(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Stage]:
    """Where the world of most tests stands; see `pytest_runtest_setup` below."""
    stage = request.config.stash[STAGE] = Stage(django_db_blocker)
    stage.open()
    yield stage
    stage.close()


@pytest.fixture(scope="session", autouse=True)
def _quick_flush() -> None:
    """Empty the tables of PostgreSQL our way after a test that committed."""
    if connection.vendor == "postgresql":
        TransactionTestCase._fixture_teardown = lambda _: flush()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _fresh_looks() -> None:
    """Forget the looks at rooms: what a test wrote is rolled back, versions too."""
    looks.clear()


@pytest.fixture
def cast(stage: Stage, db: None) -> Cast:
    """Harbour and its neighbours: see tests/cast.py for who is who."""
    return stage.copy()


@pytest.fixture(scope="module")
def shared_cast(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Cast]:
    """The same world for every test of a module, to which a module may add.

    What a test (with `db`) writes is rolled back after it, as always; objects in memory
    are shared, so change rows, not attributes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_cast().sign_in()
        transaction.set_rollback(True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have the stage as the test wants it, before anything else touches the database."""
    if stage := item.config.stash.get(STAGE, None):
        wanted = "stage" in getattr(item, "fixturenames", ())
        (stage.open if wanted else stage.close)()


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
