"""A person who is in no set yet."""

import pytest

from actionlearning.accounts.models import User
from tests.support import build


@pytest.fixture
def nia(db) -> User:
    return build.people("Nia Cole")[0]
