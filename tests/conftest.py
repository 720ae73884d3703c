"""Fixtures that every test may ask for."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from meetings.room.queries.cache import room_cache
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast, cast as build_cast
from tests.support.chat import FakeChat, FakeNetwork
from tests.support.empty_tables import empty_tables
from tests.support.end_sessions import end_sessions
from tests.support.shared_world import NOT_YET, Moment, SharedWorld
from tests.support.suite_clock import clock

# How long an example takes says how busy the machine is.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

_shared_world = SharedWorld()


@pytest.fixture(scope="session")
def shared_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[SharedWorld]:
    """The world that most tests share; `pytest_runtest_setup` below prepares it."""
    _shared_world.ready(django_db_blocker)
    yield _shared_world
    _shared_world.want(None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database, move its clock, and end its sessions before it is dropped."""
    clock.ready(django_db_blocker)
    yield
    with django_db_blocker.unblock():
        end_sessions()


@pytest.fixture(scope="session", autouse=True)
def _quick_emptying() -> None:
    """Use our faster way to empty PostgreSQL's tables after a test that committed."""
    if connection.vendor == "postgresql":
        TransactionTestCase._fixture_teardown = lambda _: empty_tables()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _fresh_looks() -> None:
    """Empty the cache of rooms: what a test wrote is rolled back, versions too."""
    room_cache.clear()


@pytest.fixture
def live_meeting(shared_world: SharedWorld, db: None) -> LiveMeeting:
    """Harbour's next meeting, in the phase that the mark `at` names; else before it begins."""
    return shared_world.copy()


@pytest.fixture
def cast(live_meeting: LiveMeeting) -> Cast:
    """Harbour and its neighbours: see tests/support/cast.py for who is who."""
    return live_meeting.cast


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
    """Have the time and the shared world that the test wants, before anything else."""
    clock.want(item, empty=lambda: _shared_world.want(None))
    asks = "shared_world" in getattr(item, "fixturenames", ())
    _shared_world.want(_moment(item) if asks else None)


def _moment(item: pytest.Item) -> Moment:
    """Return in which phase a test begins: the mark `at` names it, or the parameters for it."""
    mark = item.get_closest_marker("at")
    if not (mark and mark.args[0]):
        return NOT_YET
    callspec = getattr(item, "callspec", None)
    params = callspec.params if callspec else {}
    return Moment.at(*(params.get(each, each) for each in mark.args))


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Sort the tests of a module by the phase in which they begin, and drop some on SQLite.

    Long tests begin first, and the others fill the time beside them. On SQLite, leave out
    the tests that need PostgreSQL or Redis, and those that use no database: the run on
    PostgreSQL has them.
    """
    modules = {item.path: place for place, item in enumerate(items)}
    items.sort(key=lambda item: (_is_short(item), modules[item.path], _moment(item)))
    if config.getoption("--db") == "postgresql":
        return
    left_out = [
        item
        for item in items
        if item.get_closest_marker("postgresql") or not _asks_a_database(item)
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _asks_a_database(item: pytest.Item) -> bool:
    asks = {"db", "transactional_db", "shared_cast"}
    wanted = asks & set(getattr(item, "fixturenames", ()))
    return bool(wanted) or item.get_closest_marker("django_db") is not None


def _is_short(item: pytest.Item) -> bool:
    return item.get_closest_marker("long") is None


def pytest_collection_finish() -> None:
    """Keep the garbage collector from what lives until the end, and let it run less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped anything: a test that cannot run is a test that fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, pytest.TerminalReporter) and reporter.stats.get("skipped"):
        session.exitstatus = max(exitstatus, pytest.ExitCode.TESTS_FAILED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, and say why a run without a failure did not pass."""
    for report in terminalreporter.stats.get("passed", []):
        for what, figure in report.user_properties:
            terminalreporter.write_line(f"{what}: {figure}")
    if terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failures here.", red=True)


@pytest.fixture
def chat() -> Iterator[FakeChat]:
    """A chat that listens, at a public address of a network of its own."""
    server = FakeChat()
    FakeNetwork.port, FakeNetwork.names, FakeNetwork.dialled = server.port, {}, []
    yield server
    server.stop()
