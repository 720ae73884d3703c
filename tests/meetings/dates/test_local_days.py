"""A set's days are those of its own zone: in Los Angeles it is still Monday evening
when it is Tuesday in UTC.
"""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from actionlearning.lib.clock import at
from meetings.dates.queries.replanning import of_the_rule
from meetings.dates.services import rule
from meetings.dates.services.cancelling import call_off
from meetings.dates.services.schedule import materialise
from meetings.models import Meeting, Series
from sets.models import LearningSet, Membership
from tests.support import build

MONDAY, TUESDAY = dt.date(2026, 3, 23), dt.date(2026, 3, 24)
DAY = dt.timedelta(days=1)
EIGHT = dt.time(20)
BEFORE = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)
EVENING = dt.datetime(2026, 3, 24, 1, tzinfo=dt.UTC)  #: Monday, six o'clock there
ZONE = "America/Los_Angeles"


@pytest.fixture
def ann(db: None) -> Membership:
    """Return the coordinator of a set in Los Angeles."""
    of = build.learning_set(build.programme("Bay Trust"), "Bay")
    LearningSet.objects.filter(pk=of.pk).update(zone=ZONE)
    of.refresh_from_db()
    with at(BEFORE):
        [ann] = build.seat(of, build.people("Ann Okoro"))
    return ann


def weekly(of: LearningSet, on: dt.date) -> Series:
    """Let a set meet at eight in the evening, each week from a date on."""
    return Series.objects.create(
        learning_set=of, frequency="weekly", starts_on=on, time=EIGHT, zone=ZONE
    )


def hold_early(meeting: Meeting) -> None:
    """Let a meeting have been moved to the Sunday before, and held there."""
    Meeting.objects.filter(pk=meeting.pk).update(
        planned_on=meeting.date,
        date=MONDAY - DAY,
        starts_at=EVENING - DAY,
        state=Meeting.State.ENDED,
    )


def planned(of: LearningSet) -> list[dt.date]:
    """Return the days on which the set is to meet."""
    rows = of.meetings.filter(state=Meeting.State.SCHEDULED)
    return list(rows.order_by("date").values_list("date", flat=True))


def test_a_new_rule_leaves_the_day_free_that_a_meeting_was_moved_from(ann: Membership):
    of = ann.learning_set
    old = weekly(of, MONDAY)
    materialise(BEFORE)
    hold_early(of.meetings.get(date=MONDAY))
    of.meetings.filter(date__gt=MONDAY).delete()
    Series.objects.filter(pk=old.pk).update(ends_on=MONDAY - DAY)

    weekly(of, MONDAY)
    materialise(EVENING)

    assert planned(of) == [MONDAY + n * 7 * DAY for n in (1, 2, 3)]


def test_yesterdays_exception_takes_no_day_of_today(ann: Membership):
    of = ann.learning_set
    old = weekly(of, MONDAY - DAY)
    materialise(BEFORE)
    Meeting.objects.filter(date=MONDAY - DAY).update(
        planned_on=MONDAY - DAY,
        date=MONDAY,
        starts_at=EVENING - DAY / 24,
        state=Meeting.State.ENDED,
    )
    of.meetings.filter(date__gt=MONDAY).delete()
    Series.objects.filter(pk=old.pk).update(ends_on=MONDAY - 2 * DAY)

    weekly(of, MONDAY)
    materialise(EVENING)

    assert planned(of) == [MONDAY + n * 7 * DAY for n in range(3)]


def test_the_old_rule_makes_nothing_tonight_once_another_begins(ann: Membership):
    of = ann.learning_set
    weekly(of, MONDAY)
    materialise(BEFORE)
    with at(EVENING):
        for meeting in of.meetings.all():
            call_off(meeting, by=ann, scope="this")

        rule.begin(
            of,
            by=ann,
            starts_on=TUESDAY + DAY,
            time=EIGHT,
            frequency="weekly",
            minutes=60,
            place="The barn",
            link="",
        )

    assert planned(of) == [TUESDAY + DAY + n * 7 * DAY for n in range(3)]


def test_tomorrows_meeting_that_was_held_early_stands_for_its_day(ann: Membership):
    of = ann.learning_set
    weekly(of, TUESDAY)
    materialise(BEFORE)
    first = of.meetings.get(date=TUESDAY)
    hold_early(first)

    assert first in of_the_rule(of, EVENING)


def daily_in(zone: str, of: LearningSet) -> Series:
    """Let a set meet at nine each day, by the clock of a zone."""
    return Series.objects.create(
        learning_set=of,
        frequency="daily",
        starts_on=dt.date(2026, 6, 1),
        time=dt.time(9),
        zone=zone,
    )


def test_in_the_east_the_fourteenth_day_comes_when_it_begins_there(ann: Membership):
    of = ann.learning_set
    daily_in("Pacific/Auckland", of)
    materialise(dt.datetime(2026, 6, 1, 11, tzinfo=dt.UTC))  # still the 1st there
    assert planned(of)[-1] == dt.date(2026, 6, 15)

    # Ten o'clock on the 2nd there; in UTC it is the 1st.
    assert materialise(dt.datetime(2026, 6, 1, 22, tzinfo=dt.UTC)) == 1
    assert planned(of)[-1] == dt.date(2026, 6, 16)


def test_in_the_west_no_set_is_locked_for_a_day_that_has_not_begun_there(
    ann: Membership, django_assert_num_queries: DjangoAssertNumQueries
):
    of = ann.learning_set
    daily_in(ZONE, of)
    materialise(dt.datetime(2026, 6, 1, 20, tzinfo=dt.UTC))
    last = planned(of)[-1]

    with django_assert_num_queries(1):  # Monday, seven in the evening there
        assert materialise(dt.datetime(2026, 6, 2, 2, tzinfo=dt.UTC)) == 0

    assert planned(of)[-1] == last == dt.date(2026, 6, 15)
