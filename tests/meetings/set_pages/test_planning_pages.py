import datetime as dt

import pytest
import time_machine

from actionlearning.lib.clock import instant_of
from meetings.dates.queries.moving import another_time
from meetings.dates.services import not_held
from meetings.models import Meeting, Series
from meetings.room.services import lobby
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

DAY = dt.timedelta(days=1)


def address(meeting: Meeting, noun: str) -> str:
    return f"/meetings/{meeting.code}/{noun}/"


def form(cast: Cast, **changes: str) -> dict[str, str]:
    sent = {
        "date": (cast.meeting.date + DAY).isoformat(),
        "time": "10:30",
        "minutes": "90",
        "place": "Room 2",
        "link": "https://video.example.org/room-2",
        "scope": "this",
        "seen": "0.0",
        "sure": "1",
    }
    return {**sent, **changes}


def test_the_form_moves_the_meeting(cast: Cast):
    answer = cast.client("fay").post(address(cast.meeting, "date"), form(cast))

    row = Meeting.objects.get(pk=cast.meeting.pk)
    assert answer.headers["Location"] == cast.meeting.get_absolute_url()
    assert (row.date, row.time) == (cast.meeting.date + DAY, dt.time(10, 30))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2020-01-01"}, "This is in the past"),
        ({"date": "soon"}, "Please give a date."),
        ({"time": ""}, "This is still empty."),
    ],
)
def test_what_cannot_be_is_said_at_its_place(cast: Cast, changes, words: str):
    sent = form(cast, **changes)

    answer = cast.client("fay").post(address(cast.meeting, "date"), sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_comes_second_sees_where_the_meeting_is_now(cast: Cast):
    cast.client("fay").post(address(cast.meeting, "date"), form(cast))

    answer = cast.client("fay").post(
        address(cast.meeting, "date"), form(cast, time="12:00")
    )

    assert answer.status_code == 409
    assert "10:30" in answer.content.decode()


def test_what_was_held_is_not_moved(cast: Cast):
    answer = cast.client("fay").get(address(cast.held, "date"))

    assert answer.headers["Location"] == cast.held.get_absolute_url()


def test_no_time_is_proposed_that_is_over_just_before_midnight(cast: Cast):
    meeting, follows = cast.meeting, cast.harbour.later[0]
    Series.objects.filter(meetings=meeting).update(frequency="daily")
    Meeting.objects.filter(pk=follows.pk).update(
        date=meeting.date + DAY, starts_at=meeting.starts_at + DAY
    )
    late = instant_of(meeting.date, dt.time(23, 40), meeting.zone)

    proposed = another_time(Meeting.objects.get(pk=meeting.pk), late)

    assert proposed == (meeting.date + DAY, dt.time(11))


@pytest.mark.parametrize(
    ("frequency", "date", "next_on", "expected"),
    [
        ("weekly", "2026-03-25", "2026-04-01", ("2026-03-26", "09:00")),
        ("weekly", "2026-03-27", "2026-04-03", ("2026-03-30", "09:00")),
        ("daily", "2026-03-27", None, ("2026-03-28", "09:00")),
        ("working_days", "2026-03-25", "2026-03-26", ("2026-03-25", "11:00")),
        ("working_days", "2026-03-27", "2026-03-30", ("2026-03-28", "09:00")),
    ],
)
def test_a_time_is_proposed(cast: Cast, frequency, date, next_on, expected):
    meeting, follows = cast.meeting, cast.harbour.later[0]
    Series.objects.filter(meetings=meeting).update(frequency=frequency)
    for row, on in ((meeting, date), (follows, next_on or "2027-01-01")):
        day = dt.date.fromisoformat(on)
        row.date, row.starts_at = day, instant_of(day, row.time, row.zone)
        row.save(update_fields=["date", "starts_at"])
    early = instant_of(meeting.date, dt.time(8), meeting.zone)

    on, time = another_time(Meeting.objects.get(pk=meeting.pk), early)

    assert (on.isoformat(), f"{time:%H:%M}") == expected


def test_one_meeting_takes_another_format(cast: Cast):
    page = cast.client("fay").get(address(cast.meeting, "format")).content.decode()
    cast.client("fay").post(address(cast.meeting, "format"), {"format": "airtime"})

    shown = cast.client("ben").get(cast.meeting.get_absolute_url()).content.decode()
    assert "Our Tuesdays" in page
    assert "Airtime" in shown


def test_an_unknown_format_is_refused(cast: Cast):
    sent = {"format": "party"}

    answer = cast.client("fay").post(address(cast.meeting, "format"), sent)

    assert answer.status_code == 422


def test_the_coordinator_says_that_it_did_not_take_place(cast: Cast):
    with time_machine.travel(cast.meeting.starts_at + dt.timedelta(hours=1)):
        fay = cast.client("fay")
        before = fay.get(cast.meeting.get_absolute_url()).content.decode()
        fay.post(address(cast.meeting, "not-held"))
        after = fay.get(cast.meeting.get_absolute_url()).content.decode()

    assert "It did not take place" in before
    assert "This meeting did not take place." in after
    assert "Find another date" in after


def test_before_its_time_it_is_too_early_to_say_so(cast: Cast):
    answer = cast.client("fay").post(address(cast.meeting, "not-held"))

    assert answer.status_code == 422
    assert "It is still to come." in answer.content.decode()


def test_the_set_sees_what_came_to_nothing(cast: Cast):
    not_held.lapse(cast.meeting.ends_at + DAY)

    page = cast.client("ben").get(cast.set.get_absolute_url()).content.decode()
    off = cast.client("ben").get(cast.meeting.get_absolute_url()).content.decode()

    assert "did not take place" in page
    assert "nobody’s turn" in off
    assert "Find another date" not in off


def test_its_room_says_so(cast: Cast):
    not_held.lapse(cast.meeting.ends_at + DAY)

    panels = cast.client("ben").get(f"/meetings/{cast.meeting.code}/room/panels/")

    assert "This meeting did not take place." in panels.content.decode()


def test_the_lobby_says_whether_there_are_enough(live_meeting: LiveMeeting):
    live_meeting.people = ("fay", "pia")
    fay = live_meeting.gather().membership("fay")
    lobby.choose_facilitator(live_meeting.meeting, by=fay, who=fay)

    page = live_meeting.cast.client("fay").get(live_meeting.meeting.get_room_url())

    text = page.content.decode()
    assert "One more needed to start." in text
    assert "Short meeting, 32 min" in text
    assert "Start the meeting" not in text
    assert "What is said here stays here." in text


def test_the_facilitator_begins_a_short_meeting(live_meeting: LiveMeeting):
    live_meeting.people = ("fay", "pia")
    fay = live_meeting.gather().membership("fay")
    lobby.choose_facilitator(live_meeting.meeting, by=fay, who=fay)
    client, start = (
        live_meeting.cast.client("fay"),
        address(live_meeting.meeting, "room/start"),
    )

    refused = client.post(start)
    begun = client.post(start, {"short": "1"})

    assert (refused.status_code, begun.status_code) == (422, 302)
    assert live_meeting.meeting.is_short


def test_the_lobby_changes_the_format(live_meeting: LiveMeeting):
    tom = live_meeting.gather().membership("tom")
    lobby.choose_facilitator(live_meeting.meeting, by=tom, who=tom)

    live_meeting.cast.client("tom").post(
        address(live_meeting.meeting, "room/format"), {"format": "one_problem"}
    )

    page = live_meeting.cast.client("ben").get(live_meeting.meeting.get_room_url())
    assert "Goal and options" in page.content.decode()
