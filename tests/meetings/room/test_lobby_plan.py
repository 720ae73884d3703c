import pytest

from meetings.permissions import quorum
from meetings.room.queries.lobby import QuorumStatus


@pytest.mark.parametrize(
    ("members", "needed"), [(1, 1), (2, 2), (3, 3), (5, 3), (6, 3), (7, 4), (10, 5)]
)
def test_a_meeting_takes_three_and_half_of_the_set(members: int, needed: int):
    assert quorum(members) == needed


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (0, "0 of 6 are here. 3 more needed to start."),
        (1, "1 of 6 is here. 2 more needed to start."),
        (2, "2 of 6 are here. One more needed to start."),
        (4, "4 of 6 are here. Enough to start."),
        (6, "All 6 are here. Enough to start."),
    ],
)
def test_the_light_says_whether_we_are_enough(here: int, words: str):
    status = QuorumStatus(here, 6)

    assert f"{status.count} {status.verdict}" == words


def test_the_picture_has_a_dot_for_everybody():
    assert QuorumStatus(1, 5).dots == ["here", "needed", "needed", "", ""]
    assert QuorumStatus(5, 5).dots == ["here"] * 5
