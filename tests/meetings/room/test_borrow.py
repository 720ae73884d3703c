"""Minutes that a phase gets more come from somewhere, and nobody loses the last one."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from meetings.formats.definitions import Phase, scaled
from meetings.formats.phases import Loan, borrow, find, walk
from meetings.formats.shipped import AIRTIME, FORMATS, REPORT_AND_RESOLVE

ALL = {1, 2, 3}
PHASES = REPORT_AND_RESOLVE.phases


def _said(loans: list[Loan]) -> list[tuple[str, int]]:
    return [
        (loan.phase.key if loan.phase else loan.source, loan.minutes) for loan in loans
    ]


@pytest.mark.parametrize(
    ("key", "minutes", "said"),
    [
        ("open", 2, [("reserve", 2)]),
        ("open", 5, [("reserve", 3), ("report_backs", 2)]),
        ("actions", 5, [("reserve", 3), ("review", 2)]),
        ("review", 5, [("reserve", 3), ("close", 2)]),
        ("close", 5, [("reserve", 3), ("later", 2)]),
    ],
)
def test_the_reserve_gives_first_then_the_longest_then_nobody(key, minutes, said):
    phases, loans = borrow(PHASES, key, minutes, ALL)

    assert _said(loans) == said
    assert find(phases, key).minutes == find(PHASES, key).minutes + minutes


def test_of_two_that_are_equally_long_the_later_gives():
    _phases, loans = borrow(AIRTIME.phases, "tell_1", 2, ALL)

    assert _said(loans) == [("review", 2)]


def test_an_airtime_that_nobody_has_is_a_reserve():
    phases, loans = borrow(AIRTIME.phases, "questions_1", 5, {1})

    assert _said(loans) == [("reserve", 5)]
    assert find(phases, "review").minutes == 12


def test_time_that_was_saved_is_a_reserve():
    _phases, loans = borrow(AIRTIME.phases, "questions_2", 5, ALL, saved=4)

    assert _said(loans) == [("reserve", 4), ("review", 1)]


def test_a_reserve_that_was_passed_is_not_counted_twice():
    pause = replace(find(PHASES, "float"), minutes=3)
    phases = (PHASES[0], pause, *PHASES[1:-1])

    _phases, loans = borrow(phases, "review", 5, ALL, saved=3)

    assert _said(loans) == [("reserve", 3), ("close", 2)]


def _meetings() -> st.SearchStrategy[tuple[Phase, ...]]:
    return st.builds(
        scaled,
        st.sampled_from(list(FORMATS.values())),
        st.integers(30, 240),
        st.integers(2, 10),
    )


@given(
    _meetings(),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=6),
    st.sets(st.integers(1, 3)),
    st.integers(0, 20),
)
def test_the_sum_stays_and_nobody_stands_in_less_than_a_minute(
    phases, wishes, slots, saved
):
    for where, minutes in wishes:
        walked = walk(phases, slots=slots)
        key = walked[where % len(walked)].key
        before = phases

        phases, loans = borrow(before, key, minutes, slots, saved=saved)

        later = sum(loan.minutes for loan in loans if loan.source == "later")
        assert sum(loan.minutes for loan in loans) == minutes
        assert sum(p.minutes for p in phases) == sum(p.minutes for p in before) + later
        assert all(p.minutes >= (1 if p.is_walked else 0) for p in phases)
        assert [p.key for p in phases] == [p.key for p in before]
