"""The moments in which routes are asked, each made once for all of its routes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.access.payload import Moment
from tests.support.cast import Cast
from tests.support.snapshot import snapshot


class Moments:
    """The world of a module, brought to one moment after the other."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._stack = ExitStack()
        self._moment: Moment | None = None
        self._holds: dict[str, int] = {}

    def come_to(self, moment: Moment) -> dict[str, int]:
        """Return what the world holds in a moment; make it if the last test had another."""
        if moment is not self._moment:
            self.leave()
            self._stack.enter_context(_rolled_back())
            moment(self._cast)
            self._moment, self._holds = moment, snapshot()
        return self._holds

    def leave(self) -> None:
        """Bring the world back to what it was."""
        self._moment = None
        self._stack.close()


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def moments(shared_cast: Cast, django_db_blocker: DjangoDbBlocker) -> Iterator[Moments]:
    """The moments of a module."""
    of_module = Moments(shared_cast)
    yield of_module
    with django_db_blocker.unblock():
        of_module.leave()


@pytest.fixture
def before(
    request: pytest.FixtureRequest, moments: Moments, django_db_blocker: DjangoDbBlocker
) -> dict[str, int]:
    """Return what the world holds in the moment of a test, before the test begins.

    Ask for it before `db`, whose savepoint takes back what the test writes: the moment
    outlives it.
    """
    with django_db_blocker.unblock():
        return moments.come_to(request.param)
