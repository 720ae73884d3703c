import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionlearning.lib.clock import at, now
from actionlearning.outbox.models import Notice
from meetings.polls.services import polls
from meetings.polls.services.reminders import plan
from sets.models import Membership
from tests.meetings.polls.polling import DAY, Polling
from tests.reports.letters import Letters
from tests.support.cast import Cast
from tests.support.date_words import date_in_words


@pytest.fixture
def asking(cast: Cast) -> Polling:
    return Polling(cast)


@pytest.fixture
def once_more(cast: Cast) -> Polling:
    return Polling(cast, for_more=True)


def test_who_is_silent_is_reminded_once(asking: Polling):
    poll = asking.open(closes_at=now() + 3 * DAY)
    asking.say(poll, "pia", "yes", "yes", "yes")
    asking.say(poll, "ben", "yes")

    with at(now() + 2 * DAY + dt.timedelta(hours=12)):
        assert plan(now()) == 6
        assert plan(now()) == 0

    told = Notice.objects.filter(kind="poll_reminder")
    assert not told.filter(person=asking.cast.pia).exists()


def test_it_is_the_morning_of_the_day_before(asking: Polling):
    asking.spread()
    closes_at = (now() + 5 * DAY).replace(hour=18, minute=0)
    asking.open(closes_at=closes_at)

    with at(closes_at - dt.timedelta(hours=1)):
        plan(now())

    due = Notice.objects.get(kind="poll_reminder", person=asking.cast.pia).due_at
    local = asking.cast.users["pia"].local(due)
    assert (local.date(), local.time()) == (closes_at.date() - DAY, dt.time(7, 30))


def test_a_fresh_poll_needs_no_reminder(asking: Polling):
    asking.open(closes_at=now() + dt.timedelta(hours=20))

    with at(now() + dt.timedelta(hours=19)):
        assert plan(now()) == 0


def test_who_joins_meanwhile_is_asked(asking: Polling):
    poll = asking.open()
    zoe = Membership.objects.create(
        learning_set=asking.cast.set, user=asking.cast.zoe, joined_at=now()
    )

    assert (plan(now()), plan(now())) == (1, 0)
    asked = Notice.objects.filter(person=asking.cast.zoe, kind="poll_opened")
    assert asked.count() == 1
    polls.answer(poll, by=zoe, answers={asking.ids(poll)[0]: "yes"})


def test_the_queries_do_not_grow_with_the_polls(asking: Polling, once_more: Polling):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            plan(now())
        return len(found)

    asking.open()
    one = queries()
    once_more.open(times=once_more.times(4, 5))
    later = asking.cast.harbour.later[0]
    polls.open_poll(
        asking.cast.set,
        by=asking.cast.membership("fay"),
        times=asking.times(8, 9),
        meeting=later,
    )

    assert queries() == one


def test_the_letter_names_the_times_on_ones_own_clock(asking: Polling):
    asking.spread()
    asking.open()
    first = date_in_words(asking.cast.meeting.date + DAY, "America/New_York")

    text = Letters(asking.cast).read("poll_opened")

    assert "When can you make it? Harbour is looking for a date" in text
    assert "Fay Okoro is looking for another date for meeting 2 of Harbour." in text
    assert f"{first}, 05:00–06:30 New York" in text
    assert "(10:00–11:30 London)" in text


def test_the_letter_for_a_meeting_more(once_more: Polling):
    once_more.open(closes_at=now() + DAY)

    text = Letters(once_more.cast).read("poll_opened")

    assert "a date for an extra meeting of Harbour" in text
    assert "You can reply until Tomorrow at" in text


def test_the_reminder_says_how_many_have_answered(asking: Polling):
    poll = asking.open()
    asking.say(poll, "ben", "yes")

    text = Letters(asking.cast).read("poll_reminder")

    assert "1 person in Harbour has said when they can make it." in text


def test_who_asked_is_told_when_everybody_has_answered(asking: Polling):
    poll, told = asking.open(), Notice.objects.filter(kind="poll_answered")
    everybody = ("fay", "pia", "max", "ben", "lea", "tom")
    for name in everybody[:-1]:
        asking.say(poll, name, "yes", "no", "maybe")
    asking.say(poll, "tom", "yes", "no")
    assert told.count() == 0

    for _again in range(2):
        asking.say(poll, "tom", "yes", "no", "no")

    assert told.get().person == asking.cast.fay
    assert "everybody in Harbour has replied" in Letters(asking.cast).read(
        "poll_answered", to="fay"
    )


@pytest.mark.parametrize("kind", ["poll_opened", "poll_reminder"])
def test_who_has_answered_or_is_late_gets_no_letter(asking: Polling, kind: str):
    poll = asking.open()
    asking.say(poll, "pia", "yes", "no", "maybe")
    assert Letters(asking.cast).write(kind) is None

    polls.close(poll, by=asking.cast.membership("fay"))
    assert Letters(asking.cast).write(kind, to="ben") is None
