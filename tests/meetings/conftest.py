"""What tests of the room have in common."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.meetings.sitting import Sitting


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    """Harbour's next meeting; nobody has come in yet."""
    return Sitting(cast)
