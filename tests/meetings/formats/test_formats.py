import pytest
from hypothesis import given, strategies as st

from meetings.formats.definitions import (
    FEWEST,
    LONGEST,
    MOST,
    SHORTEST,
    Format,
    Phase,
    as_data,
    from_data,
    introducing,
    scaled,
    short,
)
from meetings.formats.phases import find
from meetings.formats.shipped import FORMATS as SHIPPED, REPORT_AND_RESOLVE

LENGTHS = st.integers(SHORTEST, LONGEST)
FORMATS = st.lists(st.integers(1, 60), min_size=1, max_size=15).map(
    lambda minutes: Format(
        key="any",
        name="Any",
        phases=tuple(
            Phase(key=str(n), title=str(n), kind="round", minutes=each)
            for n, each in enumerate(minutes)
        ),
    )
)


def test_report_and_resolve_keeps_the_minutes_of_the_domain():
    minutes = {phase.key: phase.minutes for phase in REPORT_AND_RESOLVE.phases}

    assert minutes == {
        "open": 5,
        "report_backs": 24,
        "choose": 5,
        "current_issue": 12,
        "action_to_take": 12,
        "action_points": 8,
        "actions": 10,
        "review": 8,
        "close": 3,
        "float": 3,
    }
    assert REPORT_AND_RESOLVE.minutes == 90


def test_its_own_length_is_left_alone():
    assert scaled(REPORT_AND_RESOLVE, 90) == REPORT_AND_RESOLVE.phases


@pytest.mark.parametrize("form", SHIPPED.values(), ids=SHIPPED)
def test_every_format_sums_for_every_length_and_head_count(form):
    for minutes in range(SHORTEST, LONGEST + 1):
        for people in range(FEWEST, MOST + 1):
            phases = scaled(form, minutes, people)

            assert sum(phase.minutes for phase in phases) == minutes
            assert min(phase.minutes for phase in phases) >= 1


@pytest.mark.parametrize("form", SHIPPED.values(), ids=SHIPPED)
def test_a_format_is_written_for_six_people_and_ninety_minutes(form):
    assert scaled(form, 90, 6) == form.phases


def test_more_people_get_more_of_the_minutes_that_are_shared_out():
    few, many = (scaled(REPORT_AND_RESOLVE, 90, people) for people in (3, 9))

    assert find(few, "report_backs").minutes < find(many, "report_backs").minutes
    assert find(few, "current_issue").minutes > find(many, "current_issue").minutes


def test_where_too_few_came_they_report_back_and_close():
    phases = short(scaled(REPORT_AND_RESOLVE, 90))

    assert [phase.key for phase in phases] == ["open", "report_backs", "close"]


@pytest.mark.parametrize("form", SHIPPED.values(), ids=SHIPPED)
def test_a_first_meeting_has_nothing_to_report_and_keeps_its_minutes(form):
    phases = introducing(form.phases)

    changed = [
        (one.key, other.key)
        for one, other in zip(form.phases, phases, strict=True)
        if one != other
    ]
    assert changed == [("report_backs", "introductions")]
    assert [each.minutes for each in phases] == [each.minutes for each in form.phases]
    assert [each.kind for each in phases] == [each.kind for each in form.phases]


@given(FORMATS, LENGTHS)
def test_scaled_minutes_always_sum_to_the_length(form: Format, minutes: int):
    assert sum(phase.minutes for phase in scaled(form, minutes)) == minutes


@given(FORMATS, LENGTHS)
def test_every_phase_keeps_a_minute(form: Format, minutes: int):
    assert all(phase.minutes >= 1 for phase in scaled(form, minutes))


@given(LENGTHS)
def test_nobody_is_more_than_a_minute_from_their_share(minutes: int):
    for before, after in zip(
        REPORT_AND_RESOLVE.phases, scaled(REPORT_AND_RESOLVE, minutes), strict=True
    ):
        assert abs(after.minutes - before.minutes * minutes / 90) < 1


@pytest.mark.parametrize("minutes", [SHORTEST - 1, LONGEST + 1, 0, -90])
def test_a_meeting_is_neither_too_short_nor_too_long(minutes: int):
    with pytest.raises(ValueError, match="30 to 240"):
        scaled(REPORT_AND_RESOLVE, minutes)


def test_a_row_gives_back_the_phases_it_was_given():
    phases = scaled(REPORT_AND_RESOLVE, 60)

    assert from_data(as_data(phases)) == phases
