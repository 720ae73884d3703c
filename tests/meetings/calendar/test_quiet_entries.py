"""Entries for calendars wait for a morning that is not quiet; what ends a set does not."""

import datetime as dt

import pytest
import time_machine

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.models import Notice
from meetings.calendar.services.entries import next_morning, plan
from meetings.models import Meeting
from meetings.set_pages.services.closing import close_set
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
FRIDAY = dt.datetime(2027, 1, 8, 6, tzinfo=dt.UTC)


def whoever(**quiet: object) -> User:
    return User(zone="Europe/London", morning=dt.time(7, 30), **quiet)


def away(days: int) -> dict[str, dt.date]:
    return {"away_from": FRIDAY.date(), "away_until": FRIDAY.date() + (days - 1) * DAY}


@pytest.mark.parametrize(
    ("quiet", "day"),
    [
        ({}, 8),
        ({"quiet_days": [4]}, 9),
        ({"quiet_days": [4, 5, 6]}, 11),
        (away(3), 11),
        ({**away(2), "quiet_days": [6]}, 11),
    ],
)
def test_the_next_morning_is_none_of_a_quiet_day(quiet: dict[str, object], day: int):
    morning = next_morning(FRIDAY, whoever(**quiet))

    assert morning == dt.datetime(2027, 1, day, 7, 30, tzinfo=dt.UTC)


def test_in_a_longer_time_away_it_waits_for_two_weeks_at_most():
    assert next_morning(FRIDAY, whoever(**away(40))) == FRIDAY + 14 * DAY


def test_an_entry_is_mailed_once_the_quiet_days_are_over(cast: Cast):
    today = cast.pia.local(now()).date()
    away_for = {"away_from": today, "away_until": today + 2 * DAY}
    User.objects.filter(pk=cast.pia.pk).update(**away_for)
    Meeting.objects.filter(pk=cast.meeting.pk).update(created_at=now())

    plan(now())

    entries = Notice.objects.filter(kind="meeting_entry")
    due = {name: entries.get(person=cast.users[name]).due_at for name in ("pia", "ben")}
    assert cast.pia.local(due["pia"]).date() == today + 3 * DAY
    assert due["ben"] <= now() + DAY + dt.timedelta(hours=1)


def test_an_entry_that_cannot_wait_longer_is_mailed_on_a_quiet_day(cast: Cast):
    User.objects.update(quiet_days=list(range(7)))
    Meeting.objects.filter(pk=cast.meeting.pk).update(created_at=now())
    plan(now())

    with time_machine.travel(cast.meeting.starts_at - DAY / 2, tick=False):
        drain(until=now() + DAY)

    entries = Notice.objects.filter(kind="meeting_entry")
    assert set(entries.values_list("state", "why")) == {("sent", "")}


def test_the_end_of_a_set_is_mailed_on_a_quiet_day(cast: Cast):
    User.objects.update(quiet_days=list(range(7)))
    close_set(cast.set, by=cast.membership("fay"))

    drain(until=now() + DAY)

    told = Notice.objects.filter(kind="set_closed")
    assert set(told.values_list("state", "why")) == {("sent", "")}
