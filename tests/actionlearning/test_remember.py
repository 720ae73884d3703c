from __future__ import annotations

import time_machine
from django.utils import translation

from actionlearning.lib.remember import FRESH, remembered, remembering

asked: list[int] = []


@remembered
def double(number: int) -> int:
    asked.append(number)
    return 2 * number


def ask(*numbers: int) -> int:
    """Return how often that really asks."""
    asked.clear()
    for number in numbers:
        assert double(number) == 2 * number
    return len(asked)


def test_what_is_asked_again_is_remembered_inside():
    with remembering():
        assert ask(1, 1, 2) == 2


def test_outside_nothing_is_kept():
    with remembering():
        ask(1)

    assert ask(1, 1) == 2


def test_each_language_is_asked_for_itself():
    with remembering():
        ask(1)
        with translation.override("de"):
            assert ask(1) == 1


def test_old_news_is_asked_anew():
    with time_machine.travel(0, tick=False) as clock, remembering():
        ask(1)
        clock.shift(2 * FRESH)

        assert ask(1) == 1
