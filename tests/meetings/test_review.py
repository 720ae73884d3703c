from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from meetings.services import review
from meetings.services.room import Stale
from tests.meetings.sitting import Sitting

pytestmark = pytest.mark.at("review")


def _write(sitting: Sitting, name: str, helped: str = "Silence.") -> int:
    return review.write(
        sitting.meeting, by=sitting.place(name), helped=helped, differently=""
    ).version


@pytest.fixture
def reviewing(sitting: Sitting) -> Sitting:
    return sitting.go_to("review")


def test_each_writes_and_may_write_again(reviewing: Sitting):
    _write(reviewing, "tom")
    _write(reviewing, "tom", "Ben's question.")

    row = reviewing.meeting.reviews.get()
    assert (row.membership, row.helped) == (reviewing.place("tom"), "Ben's question.")


def test_the_same_words_again_change_nothing(reviewing: Sitting):
    assert _write(reviewing, "tom") == _write(reviewing, "tom")


def test_after_the_reveal_nobody_writes(reviewing: Sitting):
    _write(reviewing, "tom")
    review.reveal(reviewing.meeting, by=reviewing.place("fay"))

    with pytest.raises(Stale):
        _write(reviewing, "ben")


def test_revealing_twice_is_once(reviewing: Sitting):
    versions = [
        review.reveal(reviewing.meeting, by=reviewing.place("fay")).version
        for _ in range(2)
    ]

    assert versions[0] == versions[1]


def test_only_the_facilitator_reveals(reviewing: Sitting):
    with pytest.raises(PermissionDenied):
        review.reveal(reviewing.meeting, by=reviewing.place("ben"))
