"""The feed behind its secret address, and what no longer comes out of it.

See docs/threat-model.md#calendars.
"""

import datetime as dt
import logging

import pytest
from django.test import Client
from django.urls import reverse

from actionlearning.lib.clock import now
from meetings.attendance.services import reply
from meetings.calendar.services.feed import choose, close_feed
from meetings.dates.services import moving
from meetings.models import Meeting
from meetings.set_pages.services.leaving import end_membership
from sets.models import Membership
from tests.meetings.calendar.feeding import opened, titles
from tests.support.calendars import read
from tests.support.cast import Cast


def test_a_feed_holds_the_dates_of_all_my_sets(cast: Cast):
    Membership.objects.create(learning_set=cast.quay.set, user=cast.pia)

    found = titles(opened(cast))

    numbers = (1, 2, 3, 4)
    assert sorted(found) == [
        f"{name}, meeting {n}" for name in ("Harbour", "Quay") for n in numbers
    ]


def test_a_feed_is_a_calendar_for_nobody_but_its_reader(cast: Cast):
    answer = Client().get(opened(cast))

    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "ATTENDEE" not in text
    assert "ORGANIZER" not in text
    assert "CLASS:PRIVATE" in text
    assert "Set-Cookie" not in answer.headers


def test_a_moved_meeting_moves_in_the_feed(cast: Cast):
    path = opened(cast)
    before = Client().get(path)
    date = cast.meeting.date + dt.timedelta(days=1)
    moving.move(cast.meeting, by=cast.membership("fay"), date=date, time=dt.time(10))

    after = Client().get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    events = read(after.content).vevent_list
    moved = Meeting.objects.get(pk=cast.meeting.pk)
    assert moved.starts_at in [event.dtstart.value for event in events]


def test_a_cancelled_meeting_leaves_the_feed(cast: Cast):
    path = opened(cast)
    Meeting.objects.filter(pk=cast.meeting.pk).update(state="cancelled")

    assert "Harbour, meeting 2" not in titles(path)


def test_who_cannot_come_is_free_at_that_time(cast: Cast):
    reply(cast.meeting, by=cast.membership("pia"), answer="cannot")

    text = Client().get(opened(cast)).content.decode()

    assert text.count("TRANSP:TRANSPARENT") == 1


def test_a_set_can_go_unnamed_in_the_feed(cast: Cast):
    path = opened(cast)
    assert "Harbour" in Client().get(path).content.decode()

    choose(cast.pia, names=False, by_mail=False)

    assert "Harbour" not in Client().get(path).content.decode()


def test_nothing_new_costs_nothing(cast: Cast):
    path = opened(cast)
    tag = Client().get(path).headers["ETag"]

    again = Client().get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_two_queries_whatever_it_holds(cast: Cast, django_assert_num_queries):
    path, browser = opened(cast), Client()
    with django_assert_num_queries(2):
        browser.get(path)
    for world in (cast.quay, cast.meadow):
        Membership.objects.create(learning_set=world.set, user=cast.pia)

    with django_assert_num_queries(2):
        browser.get(path)


# -- What is closed stays closed, also for who has an ETag from before


@pytest.mark.parametrize(
    "close",
    [
        lambda cast: close_feed(cast.pia),
        opened,
        lambda cast: (
            type(cast.pia).objects.filter(pk=cast.pia.pk).update(is_active=False)
        ),
        lambda cast: cast.pia.calendar.delete(),
    ],
    ids=["switched off", "reset", "account closed", "forgotten"],
)
def test_a_closed_feed_is_404_with_and_without_an_etag(cast: Cast, close):
    path, browser = opened(cast), Client()
    tag = browser.get(path).headers["ETag"]
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304

    close(cast)

    unknown = reverse("meetings:feed", args=["A" * 43])
    for headers in ({}, {"If-None-Match": tag}, {"If-None-Match": "*"}):
        answer = browser.get(path, headers=headers)
        assert answer.status_code == 404
        assert answer.content == browser.get(unknown, headers=headers).content
        assert browser.head(path, headers=headers).status_code == 404


def test_after_removal_the_set_is_gone_from_the_feed(cast: Cast):
    Membership.objects.create(learning_set=cast.quay.set, user=cast.pia)
    path, browser = opened(cast), Client()
    tag = browser.get(path).headers["ETag"]

    membership = Membership.current.get(user=cast.pia, learning_set=cast.set)
    end_membership(membership, by=cast.membership("fay"))

    answer = browser.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Harbour" not in answer.content.decode()
    assert len(titles(path)) == 4


def test_after_the_last_removal_the_feed_is_empty(cast: Cast):
    path, browser = opened(cast), Client()
    tag = browser.get(path).headers["ETag"]

    end_membership(cast.membership("pia"), by=cast.membership("fay"))

    answer = browser.get(path, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert titles(path) == []


def test_coming_back_shows_no_meeting_twice(cast: Cast):
    path = opened(cast)
    end_membership(cast.membership("pia"), by=cast.membership("fay"))
    Membership.objects.create(learning_set=cast.set, user=cast.pia, joined_at=now())

    assert len(titles(path)) == 4


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00" * 3, "é" * 43, "A" * 5000])
def test_a_guess_opens_nothing(cast: Cast, token: str):
    opened(cast)

    assert Client().get(f"/calendars/{token}.ics").status_code in {400, 404}


def test_the_token_is_in_no_log_line(cast: Cast):
    path = opened(cast)
    close_feed(cast.pia)
    [handler] = [h for h in logging.getLogger().handlers if h.filters]
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None
    )

    handler.filter(record)

    assert record.getMessage() == "Not Found: /calendars/…"
