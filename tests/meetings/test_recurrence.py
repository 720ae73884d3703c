import calendar
import datetime as dt
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from meetings.models import Series
from meetings.recurrence import Rule, dates, ending, is_holiday

DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))
WEEKDAYS = st.sets(st.integers(0, 6), max_size=4).map(lambda days: tuple(sorted(days)))
COUNTRIES = st.sampled_from(["", "DE", "GB", "JP", "US"])


@st.composite
def rules(draw: st.DrawFn, /, **given: Any) -> Rule:
    frequency = draw(st.sampled_from(Series.Frequency.values))
    options = {
        "frequency": frequency,
        "starts_on": draw(DAYS),
        "every": draw(st.integers(1, 5)),
        "weekdays": draw(WEEKDAYS) if frequency == "weekly" else (),
        "month_by": draw(st.sampled_from(Series.MonthBy.values)),
        "country": draw(COUNTRIES),
        "on_holidays": draw(st.sampled_from(Series.OnHolidays.values)),
    }
    return Rule(**{**options, **given})


def first(rule: Rule, count: int = 4, after: dt.date | None = None) -> list[str]:
    return [on.isoformat() for on in islice(dates(rule, after), count)]


def monthly(day: str, **options: Any) -> Rule:
    return Rule("monthly", dt.date.fromisoformat(day), **options)


def weekly(day: str, **options: Any) -> Rule:
    return Rule("weekly", dt.date.fromisoformat(day), **options)


@pytest.mark.parametrize(
    ("frequency", "every", "expected"),
    [
        ("daily", 1, ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"]),
        ("working_days", 1, ["2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"]),
        ("weekly", 1, ["2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18"]),
        ("weekly", 2, ["2026-11-27", "2026-12-11", "2026-12-25", "2027-01-08"]),
        ("monthly", 1, ["2026-11-27", "2026-12-25", "2027-01-22", "2027-02-26"]),
        ("monthly", 3, ["2026-11-27", "2027-02-26", "2027-05-28", "2027-08-27"]),
    ],
)
def test_a_rule_gives_its_dates(frequency: str, every: int, expected: list[str]):
    assert first(Rule(frequency, dt.date(2026, 11, 27), every=every)) == expected


def test_chosen_weekdays_meet_within_the_same_week():
    rule = weekly("2026-11-26", every=2, weekdays=(1, 3))

    assert first(rule) == ["2026-11-26", "2026-12-08", "2026-12-10", "2026-12-22"]


def test_a_rule_from_a_fifth_weekday_meets_on_every_last_one():
    assert first(monthly("2026-11-30"), 3) == ["2026-11-30", "2026-12-28", "2027-01-25"]


def test_the_last_weekday_of_a_month_is_the_fourth_or_the_fifth():
    rule = monthly("2027-02-24", month_by="last")

    assert first(rule, 3) == ["2027-02-24", "2027-03-31", "2027-04-28"]


def test_the_31st_is_the_last_day_of_a_shorter_month():
    rule = monthly("2028-01-31", month_by="day")

    assert first(rule) == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_a_rule_that_begins_on_a_shorter_months_end_still_means_the_31st():
    rule = monthly("2027-04-30", month_by="day", month_day=31)

    assert first(rule, 3) == ["2027-04-30", "2027-05-31", "2027-06-30"]


def test_working_days_that_start_on_a_saturday_begin_on_monday():
    assert first(Rule("working_days", dt.date(2026, 11, 28)), 1) == ["2026-11-30"]


def test_dates_go_on_after_a_date_without_losing_the_rhythm():
    rule = weekly("2026-11-27", every=2)

    assert first(rule, 2, dt.date(2026, 12, 10)) == ["2026-12-11", "2026-12-25"]
    assert first(rule, 1, dt.date(2026, 12, 11)) == ["2026-12-25"]


def test_a_rule_ends_on_its_last_date():
    rule = weekly("2026-11-27", ends_on=dt.date(2026, 12, 4))

    assert first(rule) == ["2026-11-27", "2026-12-04"]


def test_a_holiday_is_skipped_and_does_not_count():
    rule = weekly("2026-12-18", country="DE", times=3)  # 25 December, 1 January

    assert first(rule) == ["2026-12-18", "2027-01-08", "2027-01-15"]


def test_a_holiday_moves_to_the_next_working_day():
    rule = weekly("2026-12-18", country="DE", on_holidays="move")

    assert first(rule) == ["2026-12-18", "2026-12-28", "2027-01-04", "2027-01-08"]


def test_a_holiday_moves_past_the_other_dates_of_the_rule():
    rule = weekly("2027-05-17", weekdays=(0, 1), country="DE", on_holidays="move")

    assert first(rule, 3) == ["2027-05-18", "2027-05-19", "2027-05-24"]


def test_where_every_day_is_taken_a_holiday_is_skipped_all_the_same():
    rule = Rule(
        *("working_days", dt.date(2026, 12, 24)), country="DE", on_holidays="move"
    )

    assert first(rule, 2) == ["2026-12-24", "2026-12-28"]


def test_what_would_move_beyond_the_end_falls_out():
    rule = weekly(
        *("2026-12-18",),
        ends_on=dt.date(2026, 12, 25),
        country="DE",
        on_holidays="move",
    )

    assert first(rule) == ["2026-12-18"]


def test_a_count_has_an_end_too():
    assert ending(weekly("2026-12-18", country="DE", times=3)).ends_on == dt.date(
        *(2027, 1, 15)
    )
    assert ending(weekly("2026-12-18")).ends_on is None


def test_an_unknown_frequency_is_an_error():
    with pytest.raises(ValueError, match="hourly"):
        next(dates(Rule("hourly", dt.date(2026, 11, 27))))


@given(rule=rules(), after=DAYS)
def test_dates_rise_and_keep_to_their_bounds(rule: Rule, after: dt.date):
    found = list(islice(dates(rule, after), 5))

    assert found == sorted(set(found))
    assert all(on > after and on >= rule.starts_on for on in found)


@given(rule=rules())
def test_nobody_meets_on_a_holiday(rule: Rule):
    found = list(islice(dates(rule), 30))

    assert not [on for on in found if is_holiday(on, rule.country)]


@given(rule=rules(on_holidays="move"))
def test_what_moves_goes_to_a_free_working_day(rule: Rule):
    plain = set(islice(dates(_without_holidays(rule)), 60))
    horizon = max(plain) - 30 * DAY

    moved = [on for on in islice(dates(rule), 30) if on < horizon and on not in plain]

    assert all(on.weekday() < 5 for on in moved)


@given(rule=rules(), times=st.integers(1, 12))
def test_a_counted_rule_has_so_many_dates_and_then_ends(rule: Rule, times: int):
    counted = ending(Rule(**{**vars(rule), "times": times}))

    found = list(dates(counted))

    assert len(found) == times
    assert found == list(islice(dates(rule), times))
    assert found[-1] == counted.ends_on


@given(rule=rules(country=""), split=st.integers(1, 8))
def test_a_rule_goes_on_wherever_one_looks(rule: Rule, split: int):
    whole = list(islice(dates(rule), split + 5))

    assert list(islice(dates(rule, whole[split - 1]), 5)) == whole[split:]


@given(start=DAYS, every=st.integers(1, 5), days=WEEKDAYS)
def test_weeks_between_are_free(start: dt.date, every: int, days: tuple[int, ...]):
    rule = Rule("weekly", start, every=every, weekdays=days)

    found = list(islice(dates(rule), 20))

    monday = start - start.weekday() * DAY
    weeks = {(on - monday).days // 7 % every for on in found}
    assert weeks == {0}
    assert {on.weekday() for on in found} == set(days or (start.weekday(),))


@given(start=DAYS, by=st.sampled_from(Series.MonthBy.values))
def test_every_month_has_exactly_one_meeting(start: dt.date, by: str):
    found = list(islice(dates(Rule("monthly", start, month_by=by)), 14))

    months = [on.year * 12 + on.month for on in found]
    assert all(b - a == 1 for a, b in pairwise(months))


@given(start=DAYS)
def test_the_day_of_a_month_is_the_agreed_one_or_the_months_last(start: dt.date):
    found = list(islice(dates(Rule("monthly", start, month_by="day")), 14))

    assert [on.day for on in found] == [
        min(start.day, calendar.monthrange(on.year, on.month)[1]) for on in found
    ]


@given(start=DAYS)
def test_the_nth_weekday_stays_the_nth(start: dt.date):
    found = list(islice(dates(Rule("monthly", start)), 14))

    nth = (start.day - 1) // 7
    assert {on.weekday() for on in found} == {start.weekday()}
    if nth < 4:
        assert {(on.day - 1) // 7 for on in found} == {nth}
    else:
        assert {(on + 7 * DAY).month - on.month for on in found} <= {1, -11}


def _without_holidays(rule: Rule) -> Rule:
    return Rule(**{**vars(rule), "country": ""})
