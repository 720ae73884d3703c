"""The room in every phase: there for everybody, small, and cheap for the database."""

import datetime as dt
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionlearning.lib.clock import shared_now
from meetings.models import Meeting
from meetings.room.services import phase
from tests.meetings.room.live_meeting import SIX, LiveMeeting

PHASES = [
    *("open", "report_backs", "choose", "current_issue", "action_to_take"),
    *("action_points", "actions", "review", "close"),
]


def _url(live_meeting: LiveMeeting, noun: str = "room") -> str:
    return reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code])


def _get(live_meeting: LiveMeeting, name: str, noun: str = "room") -> Any:
    return live_meeting.cast.client(name).get(_url(live_meeting, noun))


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom", "ada"])
@pytest.mark.parametrize("key", PHASES)
def test_every_phase_has_a_page_for_everybody(
    live_meeting: LiveMeeting, key: str, name: str
):
    live_meeting.go_to(key)

    page = _get(live_meeting, name)

    assert page.status_code == HTTPStatus.OK
    assert f"{live_meeting.membership(name).first_name}, now" in page.content.decode()


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom"])
@pytest.mark.parametrize("key", PHASES)
def test_the_panels_are_small(live_meeting: LiveMeeting, key: str, name: str):
    live_meeting.go_to(key).begin_if_round()

    panels = _get(live_meeting, name, "panels")

    assert len(panels.content) < 25_000


def _queries(live_meeting: LiveMeeting, name: str) -> int:
    client = live_meeting.cast.client(name)
    client.get(_url(live_meeting, "panels"))
    with CaptureQueriesContext(connection) as statements:
        client.get(_url(live_meeting, "panels"))
    ours = ("meetings_", "sets_", "clock_timestamp")
    return sum(any(w in q["sql"] for w in ours) for q in statements.captured_queries)


@pytest.mark.parametrize("key", PHASES)
def test_a_fuller_room_asks_no_more_of_the_database(
    live_meeting: LiveMeeting, key: str
):
    live_meeting.people = SIX[:3]
    live_meeting.go_to(key)
    few = _queries(live_meeting, "fay")
    _fill(live_meeting)

    many = _queries(live_meeting, "fay")

    assert many == few
    # One for the door, eight for what all see, three for what is one's own.
    assert many <= 1 + 8 + 3


def _fill(live_meeting: LiveMeeting) -> None:
    """Let the others come in, and give the set a longer past."""
    live_meeting.people = SIX
    live_meeting.gather()
    held = live_meeting.cast.held
    for number in (90, 91):
        Meeting.objects.create(
            learning_set=held.learning_set,
            number=number,
            date=held.date,
            time=held.time,
            zone=held.zone,
            starts_at=shared_now() - dt.timedelta(days=number),
            state=Meeting.State.ENDED,
            facilitator=live_meeting.membership("max"),
        )
    if live_meeting.meeting.phase == "choose":
        for name in ("max", "ben", "lea"):
            live_meeting.bid(name, f"How can {name} begin?")
    phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))


@pytest.mark.at("action_points")
def test_who_does_not_write_sees_the_round_large(live_meeting: LiveMeeting):
    live_meeting.go_to("action_points")
    small = 'class="room-stage room-works"'

    assert small in _get(live_meeting, "pia").content.decode()
    assert small in _get(live_meeting, "fay").content.decode()
    assert small not in _get(live_meeting, "tom").content.decode()
    assert "Add this action" not in _get(live_meeting, "tom").content.decode()
