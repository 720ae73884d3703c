"""The moments in which routes are asked, each made once for all of its routes."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.support.cast import Cast
from tests.support.snapshot import snapshot


@pytest.fixture(scope="module")
def before(
    request: pytest.FixtureRequest,
    shared_cast: Cast,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[dict[str, int]]:
    """Bring the world of a module to a moment, and return what it holds then.

    Tests that follow each other in the same moment share it; what one of them writes is
    rolled back after it.
    """
    moment: Callable[[Cast], None] = request.param
    with django_db_blocker.unblock(), transaction.atomic():
        moment(shared_cast)
        yield snapshot()
        transaction.set_rollback(True)
