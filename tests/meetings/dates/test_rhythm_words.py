"""A rule in words, where the words bend: German has no "31st" and no bare month."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils.translation import override

from actionlearning.lib.clock import at
from meetings.dates.countries import countries, country_of
from meetings.dates.forms.rhythm import as_answers
from meetings.dates.queries.rhythm import in_words
from meetings.recurrence import Rule

TUESDAY = dt.date(2027, 3, 16)  # the third of its month
FIFTH_SUNDAY = dt.date(2026, 11, 29)
WEEKLY = Rule("weekly", TUESDAY, weekdays=(1,))
MONTHLY = Rule("monthly", TUESDAY)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule("daily", TUESDAY), "Jeden Tag"),
        (Rule("working_days", TUESDAY), "Jeden Werktag"),
        (WEEKLY, "Jeden Dienstag"),
        (replace(WEEKLY, weekdays=(1, 3)), "Jeden Dienstag und Donnerstag"),
        (replace(WEEKLY, every=2), "Jeden zweiten Dienstag"),
        (replace(WEEKLY, every=3), "Alle 3 Wochen am Dienstag"),
        (replace(MONTHLY, month_by="weekday"), "Am dritten Dienstag jedes Monats"),
        (replace(MONTHLY, month_by="last"), "Am letzten Dienstag jedes Monats"),
        (replace(MONTHLY, month_by="day"), "Am 16. jedes Monats"),
        (
            replace(MONTHLY, month_by="day", month_day=31, every=2),
            "Am 31. jedes zweiten Monats, oder am letzten Tag",
        ),
        (
            replace(MONTHLY, month_by="day", every=3),
            "Am 16. jedes 3. Monats",
        ),
    ],
)
def test_a_rule_is_said_in_german(rule: Rule, said: str):
    with override("de"):
        words = in_words(rule, dt.time(9), "Europe/Vienna")

    assert words == f"{said}, 09:00 Uhr (Wien)"


def test_an_end_and_holidays_are_said_in_german():
    rule = replace(WEEKLY, country="CH", ends_on=dt.date(2027, 6, 30))

    with override("de"), at(dt.datetime(2026, 12, 1, tzinfo=dt.UTC)):
        words = in_words(rule, dt.time(9), "Europe/Zurich")

    assert words == (
        "Jeden Dienstag, 09:00 Uhr (Zürich), nicht an Feiertagen (Schweiz), "
        "bis 30. Juni 2027"
    )


def test_countries_are_named_and_sorted_in_the_language():
    english, german = countries(), countries("de")

    assert len(english) == len(german)
    assert dict(english)["EG"] == "Egypt"
    assert [name for code, name in german if code in {"AF", "EG", "AL"}] == [
        *("Afghanistan", "Ägypten", "Albanien")
    ]
    assert (country_of("GB"), country_of("GB", "de")) == (
        "the United Kingdom",
        "Vereinigtes Königreich",
    )


@pytest.mark.parametrize(
    ("rule", "month_by"),
    [
        (Rule("weekly", FIFTH_SUNDAY), "weekday"),
        (Rule("daily", FIFTH_SUNDAY), "weekday"),
        (Rule("monthly", FIFTH_SUNDAY), "last"),
        (Rule("monthly", FIFTH_SUNDAY, month_by="day"), "day"),
        (MONTHLY, "weekday"),
    ],
)
def test_only_months_can_mean_the_last_weekday(rule: Rule, month_by: str):
    answers = as_answers(rule)

    assert answers["month_by"] == month_by


def test_the_year_of_the_end_is_said_unless_it_is_the_sets_present_one():
    rule = replace(WEEKLY, ends_on=dt.date(2027, 1, 20))

    with at(dt.datetime(2026, 12, 31, 20, tzinfo=dt.UTC)):
        in_the_new_year = in_words(rule, dt.time(9), "Pacific/Auckland")
        in_the_old_year = in_words(rule, dt.time(9), "Europe/London")

    assert in_the_new_year.endswith("until 20 January")
    assert in_the_old_year.endswith("until 20 January 2027")
