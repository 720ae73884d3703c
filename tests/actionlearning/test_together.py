from __future__ import annotations

from collections.abc import Collection

import time_machine

from actionlearning.lib.remember import FRESH, remembering
from actionlearning.lib.together import Together

asked: list[list[int]] = []


@Together
def half(numbers: Collection[int]) -> dict[int, int]:
    """Only even numbers have an answer."""
    asked.append(list(numbers))
    return {number: number // 2 for number in numbers if number % 2 == 0}


def setup_function() -> None:
    asked.clear()


def test_one_thing_is_asked_like_many():
    assert (half(4), half(5)) == (2, None)
    assert asked == [[4], [5]]


def test_what_was_foreseen_is_not_asked_again():
    with remembering():
        assert half.foresee([4, 5, 6, 4]) == [2, 3]
        assert (half(4), half(5), half(6)) == (2, None, 3)

    assert asked == [[4, 5, 6]]


def test_what_was_not_foreseen_is_asked_once():
    with remembering():
        half.foresee([4])
        half(8), half(8)

    assert asked == [[4], [8]]


def test_nothing_is_foreseen_without_asking():
    with remembering():
        assert half.foresee([]) == []

    assert asked == []


def test_what_was_foreseen_too_long_ago_is_asked_anew():
    with time_machine.travel(0, tick=False) as clock, remembering():
        half.foresee([4])
        clock.shift(2 * FRESH)
        half(4)

    assert asked == [[4], [4]]


def test_outside_nothing_is_kept():
    half.foresee([4])
    half(4)

    assert asked == [[4], [4]]
