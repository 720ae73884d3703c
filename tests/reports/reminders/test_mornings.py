import datetime as dt

import pytest

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, local
from meetings.models import Meeting
from reports.reminders.services.planning import morning, plan, reminder_at
from tests.reports.reminders.tuesday_set import DAY, LONDON, MEETS_ON, TuesdaySet


@pytest.mark.parametrize(
    ("zone", "on", "hour", "utc"),
    [
        ("Europe/London", "2027-03-28", "07:30", "2027-03-28 06:30"),
        ("Europe/London", "2027-03-28", "01:30", "2027-03-28 01:30"),  # → 02:30
        ("Europe/London", "2027-10-31", "01:30", "2027-10-31 00:30"),  # the first
        ("America/New_York", "2027-03-14", "02:30", "2027-03-14 07:30"),  # → 03:30
        ("America/New_York", "2027-11-07", "01:30", "2027-11-07 05:30"),
        ("Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02 15:45"),  # → 02:45
        ("Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03 14:45"),
        ("Africa/Cairo", "2027-04-30", "00:00", "2027-04-29 22:00"),  # → 01:00
        ("America/Santiago", "2027-09-05", "00:30", "2027-09-05 04:30"),  # → 01:30
        ("Asia/Kathmandu", "2027-01-05", "07:30", "2027-01-05 01:45"),
    ],
)
def test_a_morning_is_a_wall_time(zone, on, hour, utc):
    person = User(zone=zone, morning=dt.time.fromisoformat(hour))

    instant = morning(dt.date.fromisoformat(on), person)

    assert instant == dt.datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [("09:00", "07:30"), ("08:30", "07:30"), ("08:00", "07:00"), ("06:00", "05:00")],
)
def test_who_meets_early_hears_of_it_an_hour_before(starts, reminded):
    person = User(zone=LONDON)
    starts_at = instant_of(MEETS_ON, dt.time.fromisoformat(starts), LONDON)

    instant = reminder_at(starts_at, person)

    assert f"{local(instant, LONDON):%H:%M}" == reminded


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "on"),
    [
        ("Europe/London", "2027-10-31"),
        ("America/New_York", "2027-11-07"),
        ("Australia/Lord_Howe", "2027-04-04"),
        ("Africa/Cairo", "2027-04-30"),
        ("America/Santiago", "2027-09-05"),
    ],
)
def test_a_day_that_is_longer_or_shorter_has_one_reminder(zone, on):
    date = dt.date.fromisoformat(on)
    TuesdaySet("")
    Meeting.objects.update(starts_at=instant_of(date, dt.time(9), zone))
    User.objects.update(zone=zone, morning=dt.time(0, 30))
    evening = instant_of(date - DAY, dt.time(22), zone)

    counts = [plan(evening + dt.timedelta(minutes=10 * n)) for n in range(70)]

    assert [count for count in counts if count] == [2]
