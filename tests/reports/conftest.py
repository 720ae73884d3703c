"""Fixtures of the tests of letters."""

import pytest

from tests.reports.letters import Letters, reports
from tests.support.cast import Cast


@pytest.fixture
def letters(db: None, shared_cast: Cast) -> Letters:
    """Letters about Harbour; Pia has begun her report-back and not filed it."""
    reports(shared_cast).update(state="draft")
    return Letters(shared_cast)
