"""A manager's week: counts and what was released, never of fewer than four people."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of
from actionlearning.outbox.models import Notice
from meetings.models import Attendance
from reports.models import Release
from reports.outcomes.queries.digest import Week, week
from reports.reminders.services.planning import plan
from sets.models import SetManager
from tests.reports.letters import Letters
from tests.reports.reminders.tuesday_set import DAY, LONDON, TuesdaySet, at
from tests.support.canaries import WORD, plant

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2027, 2, 1)


def managed() -> tuple[TuesdaySet, User]:
    harbour = TuesdaySet("", met_on=dt.date(2027, 1, 12))
    sam = User.objects.create_user("sam@example.org", name="Sam Field", zone=LONDON)
    SetManager.objects.create(learning_set=harbour.set, user=sam)
    return harbour, sam


def queued() -> list[str]:
    found = Notice.objects.filter(kind="manager_digest").order_by("pk")
    return [str(notice.about["monday"]) for notice in found]


def test_a_manager_hears_on_monday_morning_once():
    managed()

    hours = [at(MONDAY) - DAY / 1440, at(MONDAY), at(MONDAY, 12), at(MONDAY + DAY, 9)]
    counts = [plan(moment) for moment in hours]

    assert (counts, queued()) == ([0, 1, 0, 0], ["2027-02-01"])


def test_each_monday_is_another_week():
    managed()

    for days in range(15):
        plan(at(MONDAY + days * DAY, 8))

    assert queued() == ["2027-02-01", "2027-02-08", "2027-02-15"]


def test_a_week_that_nobody_told_on_tuesday_is_not_told():
    managed()

    assert plan(at(MONDAY + 2 * DAY, 8)) == 0


def test_it_is_monday_where_the_manager_is():
    _harbour, sam = managed()
    User.objects.filter(pk=sam.pk).update(zone="Pacific/Chatham")

    assert plan(instant_of(MONDAY, dt.time(7, 30), "Pacific/Chatham")) == 1


@pytest.mark.parametrize("over", ["appointment", "account", "set"])
def test_who_manages_no_more_hears_nothing(over):
    harbour, sam = managed()
    if over == "appointment":
        harbour.set.managers.update(ended_at=at(MONDAY))
    elif over == "account":
        User.objects.filter(pk=sam.pk).update(is_active=False)
    else:
        harbour.set.closed_at = at(MONDAY)
        harbour.set.save(update_fields=["closed_at"])

    assert plan(at(MONDAY)) == 0


def test_three_managers_cost_as_many_queries_as_one():
    harbour, _sam = managed()
    with CaptureQueriesContext(connection) as one:
        assert plan(at(MONDAY)) == 1
    for name in ("kit", "uma", "ivo"):
        user = User.objects.create_user(f"{name}@example.org", zone=LONDON)
        SetManager.objects.create(learning_set=harbour.set, user=user)

    with CaptureQueriesContext(connection) as three:
        assert plan(at(MONDAY)) == 3

    assert len(three) == len(one)


# -- What it says ----------------------------------------------------------------------


def around(cast) -> tuple[dt.datetime, dt.datetime]:
    ended = cast.held.ended_at
    return ended - DAY, ended + DAY


def test_a_meeting_counts_where_four_people_came(cast):
    assert week(cast.set, *around(cast)).held == 1

    came = Attendance.objects.filter(meeting=cast.held, present_at__isnull=False)
    came.exclude(pk__in=came.values_list("pk", flat=True)[:3]).update(present_at=None)

    assert week(cast.set, *around(cast)).held is None


def test_only_the_week_itself_counts(cast):
    begins, ends = around(cast)
    Release.objects.update(released_at=ends)

    told = week(cast.set, begins, ends)
    after = week(cast.set, ends, ends + 7 * DAY)

    assert (told.held, told.stories) == (1, 0)
    assert (after.held, after.stories) == (None, 1)


def test_a_revoked_story_is_not_counted(cast):
    begins, ends = around(cast)
    Release.objects.update(released_at=begins)
    assert week(cast.set, begins, ends).stories == 1

    Release.objects.update(revoked_at=ends)

    assert week(cast.set, begins, ends).stories == 0


def test_a_week_costs_three_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        week(cast.set, *around(cast))


def test_a_week_without_news_has_no_letter(cast):
    letters = Letters(cast)
    assert letters.write("manager_digest")

    cast.set.requests.all().delete()
    cast.set.releases.all().delete()
    Attendance.objects.update(present_at=None)

    assert letters.write("manager_digest") is None
    assert Week(held=None, stories=0, waiting=0).is_empty


def test_a_letter_names_nobody_of_the_set(cast):
    plant(cast)

    text = Letters(cast).read("manager_digest")

    assert WORD.search(text) is None
    names = [
        membership.user.name
        for membership in cast.set.memberships.select_related("user")
    ]
    said = re.sub(r"https?://\S+", "", text)  # a token may hold "Tom" by chance
    assert [name for name in names if name.split()[0] in said] == []
    assert "One request is waiting for an answer." in text
