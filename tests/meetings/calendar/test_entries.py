"""Meetings that reach people's calendars by mail."""

import datetime as dt
from typing import Any

import pytest

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from meetings.attendance.services import reply
from meetings.calendar.services.entries import plan
from meetings.calendar.services.feed import choose
from meetings.dates.services import additional, moving
from meetings.models import Meeting
from meetings.set_pages.services.closing import close_set
from sets.memberships import join
from tests.reports.letters import Letters
from tests.support.build import people
from tests.support.calendars import read
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)
NOON = dt.time(12)


def parts(cast: Cast, kind: str, to: str = "") -> dict[str, Any]:
    """Return the parts of a mail by their types, the two calendars parsed."""
    message = Letters(cast).write(kind, to)
    assert message
    found: dict[str, Any] = {}
    for part in message.message().walk():
        if part.get_content_type() in {"text/calendar", "application/ics"}:
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            found[part.get_content_type()] = read(payload)
    return found


def new_notices() -> set[str]:
    entries = Notice.objects.filter(kind="meeting_entry")
    return set(entries.values_list("key", flat=True))


def is_new(meeting: Meeting) -> None:
    """Let a meeting have been made just now; all others are older."""
    Meeting.objects.filter(pk=meeting.pk).update(created_at=now())


def test_the_mail_is_built_as_calendars_look_for_it(cast: Cast):
    message = Letters(cast).write("meeting_entry")

    assert message
    whole: Any = message.message()
    both, file = whole.get_payload()
    assert whole.get_content_type() == "multipart/mixed"
    assert [part["Content-Type"] for part in both.get_payload()] == [
        'text/plain; charset="utf-8"',
        'text/html; charset="utf-8"',
        'text/calendar; method="REQUEST"; charset="utf-8"',
    ]
    assert (file.get_content_type(), file.get_filename()) == (
        "application/ics",
        "meeting.ics",
    )
    assert both.get_payload()[2].get_payload(decode=True) == file.get_payload(
        decode=True
    )


@pytest.mark.parametrize(
    "kind", ["meeting_entry", "meeting_moved", "meeting_scheduled"]
)
def test_a_letter_about_a_date_carries_it(cast: Cast, kind: str):
    calendar = parts(cast, kind)["text/calendar"]

    assert calendar.method.value == "REQUEST"
    assert calendar.vevent.uid.value == f"meeting-{cast.meeting.code}@action-learning"
    assert calendar.vevent.dtstart.value == cast.meeting.starts_at
    assert calendar.vevent.summary.value == "Harbour, meeting 2"
    assert calendar.vevent.attendee.value == "mailto:pia@example.org"
    assert calendar.vevent.organizer.value == "mailto:sets@localhost"


@pytest.mark.parametrize("kind", ["meeting_reminder", "report_due", "wrap_up"])
def test_a_letter_with_somebody_s_own_words_carries_none(cast: Cast, kind: str):
    cast.meeting.report_backs.all().delete()

    assert parts(cast, kind) == {}


def test_a_newcomer_gets_the_next_one_and_a_file_of_all(cast: Cast):
    found = parts(cast, "meeting_scheduled")

    numbers = [e.summary.value for e in found["application/ics"].vevent_list]
    assert found["application/ics"].method.value == "PUBLISH"
    assert numbers == [f"Harbour, meeting {n}" for n in (2, 3, 4)]
    assert len(found["text/calendar"].vevent_list) == 1


def test_a_moved_meeting_keeps_its_uid_and_raises_its_sequence(cast: Cast):
    before = parts(cast, "meeting_entry")["text/calendar"].vevent

    moving.move(
        cast.meeting,
        by=cast.membership("fay"),
        date=cast.meeting.date + DAY,
        time=dt.time(10),
    )

    after = parts(cast, "meeting_entry")["text/calendar"].vevent
    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.dtstart.value - before.dtstart.value == DAY + dt.timedelta(hours=1)


def test_a_closed_set_takes_its_meetings_out_of_calendars(cast: Cast):
    close_set(cast.set, by=cast.membership("fay"))

    found = parts(cast, "set_closed")

    assert found["text/calendar"].method.value == "CANCEL"
    assert found["text/calendar"].vevent.sequence.value == "1"
    states = [e.status.value for e in found["application/ics"].vevent_list]
    assert states == ["CANCELLED"] * 3


def test_the_entry_knows_what_the_reader_said(cast: Cast):
    reply(cast.meeting, by=cast.membership("pia"), answer="cannot")

    def answer(who: str) -> str:
        event = parts(cast, "meeting_entry", who)["text/calendar"].vevent
        return str(event.attendee.params["PARTSTAT"][0])

    assert (answer("pia"), answer("ben")) == ("DECLINED", "NEEDS-ACTION")


def test_a_set_can_go_unnamed(cast: Cast):
    choose(cast.pia, names=False, by_mail=True)

    [calendar, file] = parts(cast, "meeting_entry").values()

    assert calendar.vevent.summary.value == "Action learning, meeting 2"
    assert "Harbour" not in file.serialize()


def test_who_wants_no_entries_gets_none(cast: Cast):
    Meeting.objects.update(created_at=now() + DAY)
    choose(cast.pia, names=True, by_mail=False)

    assert Letters(cast).write("meeting_entry") is None
    assert parts(cast, "meeting_scheduled") == {}
    assert parts(cast, "meeting_scheduled", "ben") != {}


def test_what_was_mailed_before_is_kept_right(cast: Cast):
    choose(cast.pia, names=True, by_mail=False)

    assert parts(cast, "meeting_moved")["text/calendar"].method.value == "REQUEST"


# -- Which new meetings are mailed


def test_a_new_meeting_is_mailed_once_to_each(cast: Cast):
    is_new(cast.meeting)

    counts = [plan(now()), plan(now()), plan(now() + DAY)]

    assert counts == [7, 0, 0]
    assert f"meeting_entry:{cast.meeting.pk}:{cast.pia.pk}" in new_notices()


def test_it_comes_on_their_next_morning(cast: Cast):
    is_new(cast.meeting)

    plan(now())

    due = cast.pia.local(Notice.objects.filter(kind="meeting_entry")[0].due_at)
    assert (due.hour, due.minute) == (7, 30)
    assert now() <= due < now() + DAY + dt.timedelta(hours=1)


def test_a_meeting_of_tomorrow_does_not_wait_for_the_morning(cast: Cast):
    is_new(cast.meeting)
    moment = cast.meeting.starts_at - dt.timedelta(hours=3)
    Meeting.objects.filter(pk=cast.meeting.pk).update(created_at=moment)

    plan(moment)

    assert {n.due_at for n in Notice.objects.filter(kind="meeting_entry")} == {moment}


def test_a_set_that_meets_every_few_days_is_left_in_peace(cast: Cast):
    is_new(cast.harbour.later[0])
    Meeting.objects.filter(pk=cast.meeting.pk).update(
        starts_at=cast.harbour.later[0].starts_at - 4 * DAY
    )

    assert plan(now()) == 0


def test_a_newcomer_is_not_told_twice(cast: Cast):
    is_new(cast.meeting)
    [nia] = people("Nia Wood")
    membership = join(cast.set, nia)

    assert plan(now()) == 7
    greeting = Notice.objects.get(key=f"meeting_scheduled:{membership.pk}")
    Notice.objects.filter(pk=greeting.pk).update(state="sent", sent_at=now())
    assert plan(now()) == 0


@pytest.mark.parametrize(("state", "sent"), [("dropped", None), ("sent", -DAY)])
def test_a_newcomer_is_told_what_the_greeting_could_not(cast: Cast, state, sent):
    is_new(cast.meeting)
    [nia] = people("Nia Wood")
    membership = join(cast.set, nia)
    greeting = Notice.objects.filter(key=f"meeting_scheduled:{membership.pk}")
    greeting.update(state=state, sent_at=now() + sent if sent else None)

    plan(now())

    assert f"meeting_entry:{cast.meeting.pk}:{nia.pk}" in new_notices()


def test_who_switched_it_off_is_not_mailed(cast: Cast):
    is_new(cast.meeting)
    choose(cast.pia, names=True, by_mail=False)

    assert plan(now()) == 6


@pytest.mark.parametrize(
    "change",
    [
        {"state": "cancelled"},
        {"created_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"starts_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_nobody_is_mailed_what_is_old_or_off(cast: Cast, change: dict[str, Any]):
    is_new(cast.meeting)
    Meeting.objects.filter(pk=cast.meeting.pk).update(**change)

    assert plan(now()) == 0


def test_a_meeting_that_moves_before_the_mail_left_is_told_of_once(cast: Cast):
    is_new(cast.meeting)
    plan(now())

    moving.move(
        cast.meeting,
        by=cast.membership("fay"),
        date=cast.meeting.date + DAY,
        time=dt.time(10),
    )

    entries = Notice.objects.filter(kind="meeting_entry")
    assert set(entries.values_list("state", flat=True)) == {"dropped"}
    assert Notice.objects.filter(kind="meeting_moved").count() == 7
    assert plan(now()) == 0


def test_planning_asks_the_same_for_one_set_and_for_three(
    cast: Cast, django_assert_num_queries
):
    is_new(cast.meeting)
    with django_assert_num_queries(6):
        plan(now())
    Notice.objects.all().delete()
    Meeting.objects.update(created_at=now())

    with django_assert_num_queries(6):
        plan(now())


def test_the_letter_says_when_where_and_how_to_end_it(cast: Cast):
    text = Letters(cast).read("meeting_entry")

    assert text.startswith("For your calendar: Harbour on ")
    assert "09:00–10:30 London" in text
    assert "Where: Room 2" in text
    assert "Meetings in your calendar" in text


def test_dates_that_another_letter_tells_come_with_that_letter(cast: Cast):
    added = additional.add(
        cast.set, by=cast.membership("fay"), date=cast.meeting.date + 6 * DAY, time=NOON
    )
    plan(now())
    assert new_notices() == set()

    switched_off = Notice.objects.filter(kind="meeting_added", person=cast.pia)
    switched_off.update(state=Notice.State.DROPPED)
    plan(now())

    assert new_notices() == {f"meeting_entry:{added.pk}:{cast.pia.pk}"}
