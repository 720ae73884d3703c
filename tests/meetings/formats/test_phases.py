from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from meetings.formats.phases import (
    after,
    before,
    find,
    is_past_choice,
    next_slot,
    order,
    planned_ms,
    share_ms,
    walk,
)
from meetings.formats.shipped import AIRTIME, REPORT_AND_RESOLVE

PHASES = REPORT_AND_RESOLVE.phases
WALK = [
    *("open", "report_backs", "choose", "current_issue", "action_to_take"),
    *("action_points", "actions", "review", "close"),
]


def _keys(*, with_issue: bool) -> list[str]:
    return [phase.key for phase in walk(PHASES, slots={1} if with_issue else set())]


def test_the_set_walks_the_briefs_order_and_never_stands_in_the_reserve():
    assert _keys(with_issue=True) == WALK


def test_without_an_issue_nobody_asks_about_one():
    assert _keys(with_issue=False) == [
        *("open", "report_backs", "choose", "actions", "review", "close")
    ]


@pytest.mark.parametrize(
    ("key", "with_issue", "following"),
    [
        ("open", False, "report_backs"),
        ("choose", True, "current_issue"),
        ("choose", False, "actions"),
        ("action_points", True, "actions"),
        ("close", True, None),
    ],
)
def test_what_follows_depends_on_the_issue(key, with_issue, following):
    phase = after(PHASES, key, slots={1} if with_issue else set())

    assert (phase.key if phase else None) == following


def test_the_way_back_is_the_way_forth():
    for earlier, later in pairwise(WALK):
        phase = before(PHASES, later, slots={1})

        assert phase is not None
        assert phase.key == earlier
    assert before(PHASES, "open", slots={1}) is None


def test_a_missing_phase_is_named():
    with pytest.raises(LookupError, match="tea"):
        find(PHASES, "tea")


def test_the_plan_adds_up():
    assert planned_ms(PHASES, "open") == 5 * 60_000
    assert planned_ms(PHASES, "choose") == 34 * 60_000
    assert planned_ms(PHASES, "close") == 87 * 60_000


def test_each_speaker_gets_an_equal_share():
    reports = find(PHASES, "report_backs")

    assert share_ms(reports, 6) == 4 * 60_000
    assert share_ms(reports, 5) == 288_000
    assert share_ms(reports, 0) == 24 * 60_000


@given(st.integers(1, 10), st.integers(0, 500), st.integers(0, 9))
def test_everybody_speaks_once_and_the_facilitator_never_first(
    size, number, facilitator
):
    people = list(range(size))

    turns = order(people, number=number, facilitator=facilitator % size)

    assert sorted(turns) == people
    assert size == 1 or turns[0] != facilitator % size


def test_the_round_starts_with_somebody_else_each_time():
    firsts = [order([1, 2, 3, 4], number=n, facilitator=None)[0] for n in range(4)]

    assert sorted(firsts) == [1, 2, 3, 4]


def test_nobody_there_is_no_round():
    assert order([], number=3, facilitator=None) == []


def test_an_airtime_without_a_presenter_is_left_out():
    keys = [phase.key for phase in walk(AIRTIME.phases, slots={1})]

    assert "tell_1" in keys
    assert "tell_2" not in keys


def test_airtimes_are_given_in_their_order():
    taken = [next_slot(AIRTIME.phases, slots) for slots in (set(), {1}, {2}, {1, 2})]

    assert taken == [1, 2, 1, None]


def test_bids_end_with_the_phase_of_the_choice():
    past = {
        phase.key: is_past_choice(PHASES, phase.key)
        for phase in walk(PHASES, slots={1})
    }

    assert not any(past[key] for key in ("open", "report_backs", "choose"))
    assert past["current_issue"]
    assert past["close"]
