import datetime as dt
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import local, now
from meetings import migrations
from meetings.dates.services.schedule import materialise
from meetings.models import Meeting, Series
from meetings.recurrence import ending
from sets.models import LearningSet
from tests.meetings.room.live_meeting import together
from tests.support import build
from tests.support.cast import Cast

START = dt.datetime(2026, 3, 23, 9, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 3, 23)


@pytest.fixture
def learning_set(db) -> LearningSet:
    return build.learning_set(build.programme("Harbour Trust"), "Harbour")


def weekly(of: LearningSet, **options: object) -> Series:
    rule = {
        "frequency": "weekly",
        "starts_on": MONDAY,
        "time": dt.time(9, 30),
        "zone": "Europe/London",
    }
    return Series.objects.create(learning_set=of, **{**rule, **options})


def test_three_meetings_lie_ahead_in_wall_time(learning_set: LearningSet):
    weekly(learning_set)

    made = materialise(START)

    assert made == 3
    assert list(learning_set.meetings.values_list("number", "starts_at")) == [
        (1, dt.datetime(2026, 3, 23, 9, 30, tzinfo=dt.UTC)),
        (2, dt.datetime(2026, 3, 30, 8, 30, tzinfo=dt.UTC)),  # summer time began
        (3, dt.datetime(2026, 4, 6, 8, 30, tzinfo=dt.UTC)),
    ]


def test_it_is_repeatable_and_goes_on_as_time_goes_on(learning_set: LearningSet):
    weekly(learning_set)
    materialise(START)

    assert materialise(START) == 0
    assert materialise(START + dt.timedelta(days=1)) == 1
    assert learning_set.meetings.count() == 4


def test_a_meeting_takes_what_its_series_says(learning_set: LearningSet):
    weekly(learning_set, minutes=60, place="Room 2", link="https://video.example.org/x")

    materialise(START)

    made = learning_set.meetings.first()
    assert made is not None
    assert (made.minutes, made.place, made.state) == (60, "Room 2", "scheduled")
    assert made.link == "https://video.example.org/x"


def test_what_was_missed_is_not_made_up(learning_set: LearningSet):
    weekly(learning_set)
    materialise(START)

    materialise(START + dt.timedelta(weeks=8))

    dates = list(learning_set.meetings.values_list("number", "date"))[3:]
    assert dates == [
        (4, dt.date(2026, 5, 25)),
        (5, dt.date(2026, 6, 1)),
        (6, dt.date(2026, 6, 8)),
    ]


def test_a_cancelled_meeting_is_not_one_of_the_three(learning_set: LearningSet):
    weekly(learning_set)
    materialise(START)
    learning_set.meetings.filter(number=2).update(state=Meeting.State.CANCELLED)

    assert materialise(START) == 1


def test_a_set_that_meets_often_has_two_weeks_ahead(learning_set: LearningSet):
    weekly(learning_set, frequency="working_days")

    assert materialise(START) == 11  # today, and ten days of two weeks
    assert materialise(START + dt.timedelta(hours=12)) == 0
    assert materialise(START + dt.timedelta(days=1)) == 1


def test_a_rule_without_more_dates_is_left_alone(learning_set: LearningSet):
    series = weekly(learning_set, times=2)
    Series.objects.filter(pk=series.pk).update(ends_on=ending(series.rule).ends_on)

    assert materialise(START) == 2
    with CaptureQueriesContext(connection) as statements:
        assert materialise(START) == 0
    assert len(statements) == 1


def test_daylight_saving_moves_no_meeting(learning_set: LearningSet):
    weekly(learning_set, zone="America/New_York", time=dt.time(18))
    for week in range(52):
        materialise(START + week * dt.timedelta(weeks=1))

    shown = {local(m.starts_at, m.zone).time() for m in learning_set.meetings.all()}
    assert shown == {dt.time(18)}


def test_a_closed_set_and_an_ended_series_make_nothing(learning_set: LearningSet):
    weekly(learning_set, ends_on=MONDAY)
    assert materialise(START) == 1
    assert materialise(START + dt.timedelta(days=2)) == 0

    weekly(learning_set)
    learning_set.closed_at = now()
    learning_set.save(update_fields=["closed_at"])
    assert materialise(START) == 0


def test_every_second_week_was_a_frequency_of_its_own(learning_set: LearningSet):
    series = weekly(learning_set, frequency="fortnightly")
    names = [each.name for each in iter_modules(migrations.__path__)]
    name = next(each for each in names if each.endswith("_series_rules"))

    import_module(f"meetings.migrations.{name}").fortnights_to_weeks(apps, None)

    series.refresh_from_db()
    assert (series.frequency, series.every) == ("weekly", 2)


def test_only_one_set_is_touched_where_asked(cast: Cast, learning_set: LearningSet):
    weekly(learning_set)
    Meeting.objects.filter(learning_set=cast.quay.set).delete()

    assert materialise(START, only=learning_set) == 3
    assert not cast.quay.set.meetings.exists()


def test_queries_do_not_grow_with_the_number_of_sets(db):
    def made(count: int) -> int:
        for n in range(count):
            weekly(build.learning_set(build.programme(f"Trust {n}"), "Set"))
        with CaptureQueriesContext(connection) as statements:
            assert materialise(START) == 3 * count
        return len(statements)

    assert made(1) == made(3)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_each_meeting_once():
    one = build.learning_set(build.programme("Harbour Trust"), "Harbour")
    weekly(one)

    raised = together(*[partial(materialise, START) for _ in range(4)])

    assert raised == [None] * 4
    assert list(one.meetings.values_list("number", flat=True)) == [1, 2, 3]
