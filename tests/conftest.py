"""Fixtures that every test may ask for."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.cast import cast as build_cast


@pytest.fixture
def cast(db) -> Cast:
    """Harbour and its neighbours: see tests/cast.py for who is who."""
    return build_cast()
