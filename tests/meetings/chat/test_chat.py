"""A channel hears each fact about the dates of its set once, and nothing else."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, now
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.tasks import tick
from meetings.chat import services as planner
from meetings.dates.queries.replanning import FOLLOWING, Plan
from meetings.dates.services.additional import add
from meetings.dates.services.cancelling import call_off
from meetings.dates.services.moving import Where, move
from meetings.dates.services.replan import replan
from meetings.models import Meeting
from meetings.recurrence import Rule
from sets.chat.services import attempt, connect
from tests.support.cast import Cast
from tests.support.chat import SECRET, FakeChat
from tests.support.date_words import date_in_words

pytestmark = pytest.mark.usefixtures("webhook")
LATER = dt.timedelta(days=2)
ZONE = ZoneInfo("Europe/London")


@pytest.fixture
def webhook(cast: Cast) -> ChatWebhook:
    return connect(cast.set, by=cast.membership("fay"), address=SECRET, service="slack")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting of Harbour a good week ahead."""
    found = cast.set.meetings.filter(state="scheduled", starts_at__gt=now() + LATER)
    return found.order_by("starts_at")[0]


def of_chat() -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(webhook__isnull=False).order_by("pk")
    return list(rows.values_list("kind", "state", "why"))


def day(meeting: Meeting) -> str:
    return date_in_words(meeting.date)


def test_a_meeting_more_is_told(cast: Cast, chat: FakeChat, meeting: Meeting):
    on = meeting.date + dt.timedelta(days=1)

    extra = add(
        *(cast.set,),
        by=cast.membership("fay"),
        date=on,
        time=dt.time(14),
        place="Room 4",
        link="https://video.example/1",
    )
    tick()

    assert chat.texts == [
        "Harbour has planned an extra meeting.\n"
        f"When: {day(extra)}, 14:00–15:30 London\nWhere: Room 4"
    ]


def test_a_move_is_told_with_both_times(cast: Cast, chat: FakeChat, meeting: Meeting):
    old = day(meeting)
    on = meeting.date + dt.timedelta(days=1)

    moved = move(meeting, by=cast.membership("fay"), date=on, time=dt.time(16))
    tick()

    [text] = chat.texts
    lines = text.split("\n")
    assert lines[0] == "A meeting of Harbour has moved."
    assert lines[1] == f"When: {day(moved)}, 16:00–17:30 London"
    assert lines[-1].startswith(f"It was planned for: {old}, ")


def test_of_two_moves_told_late_only_the_last_is(
    cast, chat: FakeChat, meeting: Meeting
):
    for hour in (15, 16):
        on = meeting.date + dt.timedelta(days=1)
        meeting = move(meeting, by=cast.membership("fay"), date=on, time=dt.time(hour))

    tick()

    assert len(chat.texts) == 1
    assert "16:00–17:30" in chat.texts[0]
    assert [state for _kind, state, _why in of_chat()] == ["dropped", "sent"]


def test_another_place_is_told(cast: Cast, chat: FakeChat, meeting: Meeting):
    where = Where(meeting.minutes, "The old mill", "")

    move(
        *(meeting,),
        by=cast.membership("fay"),
        date=meeting.date,
        time=meeting.time,
        where=where,
    )
    tick()

    assert chat.texts[0].startswith("The place or length of a meeting of Harbour")
    assert chat.texts[0].endswith("Where: The old mill")


def test_a_meeting_called_off_is_told(cast: Cast, chat: FakeChat, meeting: Meeting):
    call_off(meeting, by=cast.membership("fay"), scope="this")
    tick()

    on = f"{meeting.date:%A} {meeting.date.day} {meeting.date:%B}"
    assert chat.texts[0].startswith(f"Harbour is not meeting on {on}.")


def test_all_called_off_is_one_message(cast: Cast, chat: FakeChat, meeting: Meeting):
    off = call_off(meeting, by=cast.membership("fay"), scope=FOLLOWING)
    tick()

    assert len(off) > 1
    assert len(chat.texts) == 1
    assert chat.texts[0].startswith(f"Harbour: {len(off)} meetings are called off")


def test_other_dates_are_told_as_they_are_then(cast: Cast, chat: FakeChat, meeting):
    on = meeting.date + dt.timedelta(days=1)
    rule = Rule(frequency="weekly", starts_on=on)
    other = Plan(rule, on, dt.time(10), 60, "Room 3", "")

    replan(
        meeting,
        by=cast.membership("fay"),
        scope=FOLLOWING,
        plan=replace(other, minutes=45),
    )
    replan(
        cast.set.meetings.get(pk=meeting.pk),
        by=cast.membership("fay"),
        scope=FOLLOWING,
        plan=other,
    )
    tick()

    [text] = chat.texts
    first, *dates = text.split("\n")
    rows = cast.set.meetings.filter(state="scheduled", starts_at__gt=now())
    assert first == "Harbour has changed when or where it meets."
    assert dates == [
        f"Next: {day(row)}, {row.time:%H:%M}–{row.ends_at.astimezone(ZONE):%H:%M} London"
        for row in rows.order_by("starts_at")[:3]
    ]


def test_in_the_morning_it_is_told_once(cast: Cast, chat: FakeChat, meeting: Meeting):
    begins = instant_of(meeting.date, dt.time(7, 29), "Europe/London")
    told = []
    for minutes in (0, 1, 2, 30):
        with time_machine.travel(begins + dt.timedelta(minutes=minutes), tick=False):
            planner.plan(now())
            told.append(Notice.objects.filter(kind="chat_today").count())

    assert told == [0, 1, 1, 1]


def test_the_morning_is_told_in_words(cast: Cast, chat: FakeChat, meeting: Meeting):
    with time_machine.travel(meeting.starts_at - dt.timedelta(minutes=45), tick=False):
        planner.plan(now())
        tick()
        today = day(meeting)

    texts = [text for text in chat.texts if "today" in text]
    assert len(texts) == 1
    assert texts[0].startswith(f"Harbour meets today.\nWhen: {today}, ")


def test_a_morning_of_a_meeting_called_off_is_silent(cast, chat: FakeChat, meeting):
    with time_machine.travel(meeting.starts_at - dt.timedelta(minutes=45), tick=False):
        planner.plan(now())
        Meeting.objects.filter(pk=meeting.pk).update(state="cancelled")
        tick()

    assert ("chat_today", "dropped", "no longer needed") in of_chat()
    assert [text for text in chat.texts if "today" in text] == []


def test_what_is_told_names_nobody_and_no_link(cast: Cast, chat: FakeChat, meeting):
    cast.set.meetings.update(
        place="Ask @fay, https://video.example/x", link="https://video.example/1"
    )
    meeting.refresh_from_db()
    on = meeting.date + dt.timedelta(days=1)

    move(meeting, by=cast.membership("fay"), date=on, time=dt.time(16))
    tick()

    [text] = chat.texts
    assert "video" not in text
    assert [user.name for user in cast.users.values() if user.name in text] == []


def test_where_the_cause_is_undone_nothing_is_told(cast: Cast, meeting: Meeting):
    on = meeting.date + dt.timedelta(days=1)
    told = []
    for is_undone in (True, False):
        with transaction.atomic():
            move(meeting, by=cast.membership("fay"), date=on, time=dt.time(16))
            transaction.set_rollback(is_undone)
        told.append(len(of_chat()))

    assert told == [0, 1]


def test_the_plan_asks_no_more_for_more_meetings(cast, meeting: Meeting):
    at = meeting.starts_at - dt.timedelta(minutes=45)
    with time_machine.travel(at, tick=False), CaptureQueriesContext(connection) as one:
        planner.plan(now())

    assert len(one) <= 5


def test_a_channel_speaks_the_language_of_who_named_it(cast: Cast, chat: FakeChat):
    User.objects.filter(pk=cast.fay.pk).update(language="de")
    connect(cast.set, by=cast.membership("fay"), address=SECRET, service="mattermost")

    attempt(cast.set, by=cast.membership("fay"))
    tick()

    [text] = chat.texts
    assert text.startswith("Harbour meldet hier seine Termine.")
