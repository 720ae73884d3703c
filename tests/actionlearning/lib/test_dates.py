import datetime as dt

import pytest
from django.utils.translation import override

from actionlearning.lib import dates

LONDON = "Europe/London"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)  # a Monday


def in_hours(hours: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (2.5, "Today at 14:30"),
        (21, "Tomorrow at nine"),
        (24, "Tomorrow at noon"),
        (33, "Tomorrow at 21:00"),
        (24 * 4 - 2, "Friday at ten"),
        (24 * 7 - 3, "Monday 30 November at nine"),
        (-3, "Today at nine"),
        (24 * 60 - 3, "22 January 2027 at nine"),
    ],
)
def test_a_meeting_is_named_as_people_say_it(hours, said):
    assert dates.spoken(in_hours(hours), now=NOON, zone=LONDON) == said


def test_a_meeting_held_early_names_the_day_it_was_planned_for():
    said = dates.held(in_hours(5.8), in_hours(22), now=NOON, zone=LONDON)

    assert said == "Monday 23 November, 17:48 (planned for 24 November)"


def test_days_are_those_of_the_reader():
    late = in_hours(11)  # 23:00 in London, 08:00 of the next day in Tokyo

    assert dates.spoken(late, now=NOON, zone=LONDON) == "Today at 23:00"
    assert dates.spoken(late, now=NOON, zone="Asia/Tokyo") == "Tomorrow at eight"


def test_a_span_names_day_times_and_place():
    start, end = in_hours(21), in_hours(22.5)

    said = dates.span(start, end, now=NOON, zone=LONDON)
    elsewhere = dates.span(start, end, now=NOON, zone="America/New_York")

    assert said == "Tuesday 24 November, 09:00–10:30 London"
    assert elsewhere == "Tuesday 24 November, 04:00–05:30 New York"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "just now"),
        (0.02, "a minute ago"),
        (0.75, "45 minutes ago"),
        (1, "an hour ago"),
        (5, "5 hours ago"),
        (13, "yesterday"),
        (24 * 3, "Friday"),
        (24 * 20, "3 November"),
    ],
)
def test_the_past_is_told_by_distance(hours, said):
    assert dates.ago(in_hours(-hours), now=NOON, zone=LONDON) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-30, "not yet"),
        (-1, "not yet"),
        (0, "due today"),
        (1, "due tomorrow"),
        (4, "due on Friday"),
        (12, "due on 5 December"),
    ],
)
def test_what_is_due_is_neutral_once_it_is_late(days, said):
    today = NOON.date()

    assert dates.due(today + dt.timedelta(days=days), today) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (2.5, "Heute um 14:30 Uhr"),
        (21, "Morgen um neun Uhr"),
        (24, "Morgen um zwölf Uhr"),
        (24 * 4 - 2, "Freitag um zehn Uhr"),
        (24 * 7 - 3, "Montag, 30. November um neun Uhr"),
        (24 * 60 - 3, "22. Januar 2027 um neun Uhr"),
    ],
)
def test_a_meeting_is_named_as_germans_say_it(hours, said):
    with override("de"):
        assert dates.spoken(in_hours(hours), now=NOON, zone=LONDON) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.02, "vor einer Minute"),
        (5, "vor 5 Stunden"),
        (13, "gestern"),
        (24 * 20, "3. November"),
    ],
)
def test_german_says_how_long_ago_it_was(hours, said):
    with override("de"):
        assert dates.ago(in_hours(-hours), now=NOON, zone=LONDON) == said


def test_a_german_span_has_commas_and_no_english_city():
    start, end = in_hours(24 * 15 - 2), in_hours(24 * 15 - 0.5)

    with override("de"):
        said = dates.span(start, end, now=NOON, zone="Europe/Vienna")
        another_year = dates.span(
            in_hours(24 * 60), in_hours(24 * 60 + 1), now=NOON, zone="UTC"
        )

    assert said == "Dienstag, 8. Dezember, 11:00–12:30 Uhr (Wien)"
    assert another_year == "Freitag, 22. Januar 2027, 12:00–13:00 Uhr (UTC)"


@pytest.mark.parametrize(
    ("zone", "english", "german"),
    [
        ("Europe/Rome", "Rome", "Rom"),
        ("Africa/Cairo", "Cairo", "Kairo"),
        ("America/New_York", "New York", "New York"),
        ("UTC", "UTC", "UTC"),
    ],
)
def test_a_zone_is_named_after_its_city_in_the_language(zone, english, german):
    with override("de"):
        assert dates.city(zone) == german
    assert dates.city(zone) == english
