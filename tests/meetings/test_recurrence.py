from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Series
from meetings.recurrence import Rule, dates

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


def first(rule: Rule, count: int = 4, after: dt.date | None = None) -> list[str]:
    return [on.isoformat() for on in islice(dates(rule, after), count)]


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ("daily", ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"]),
        ("working_days", ["2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"]),
        ("weekly", ["2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18"]),
        ("fortnightly", ["2026-11-27", "2026-12-11", "2026-12-25", "2027-01-08"]),
        ("monthly", ["2026-11-27", "2026-12-25", "2027-01-22", "2027-02-26"]),
    ],
)
def test_a_rule_gives_its_dates(frequency: str, expected: list[str]):
    assert first(Rule(frequency, dt.date(2026, 11, 27))) == expected


def test_a_rule_from_a_fifth_weekday_meets_on_every_last_one():
    rule = Rule("monthly", dt.date(2026, 11, 30))

    assert first(rule) == ["2026-11-30", "2026-12-28", "2027-01-25", "2027-02-22"]


def test_working_days_that_start_on_a_saturday_begin_on_monday():
    assert first(Rule("working_days", dt.date(2026, 11, 28)), 1) == ["2026-11-30"]


def test_dates_go_on_after_a_date_without_losing_the_rhythm():
    rule = Rule("fortnightly", dt.date(2026, 11, 27))

    assert first(rule, 2, dt.date(2026, 12, 10)) == ["2026-12-11", "2026-12-25"]
    assert first(rule, 1, dt.date(2026, 12, 11)) == ["2026-12-25"]


def test_a_rule_ends_on_its_last_date():
    rule = Rule("weekly", dt.date(2026, 11, 27), ends_on=dt.date(2026, 12, 4))

    assert first(rule) == ["2026-11-27", "2026-12-04"]


def test_an_unknown_frequency_is_an_error():
    with pytest.raises(ValueError, match="hourly"):
        next(dates(Rule("hourly", dt.date(2026, 11, 27))))


@given(frequency=st.sampled_from(Series.Frequency.values), start=DAYS, after=DAYS)
def test_dates_rise_and_keep_to_their_bounds(
    frequency: str, start: dt.date, after: dt.date
):
    found = list(islice(dates(Rule(frequency, start), after), 5))

    assert found == sorted(set(found))
    assert all(on > after and on >= start for on in found)


@given(start=DAYS)
def test_every_month_has_exactly_one_meeting(start: dt.date):
    found = list(islice(dates(Rule("monthly", start)), 14))

    months = [on.year * 12 + on.month for on in found]
    assert months == list(range(months[0], months[0] + 14))
    assert {on.weekday() for on in found} == {start.weekday()}
