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
from tests.meetings.room.live_meeting import SIX, Sitting

PHASES = [
    *("open", "report_backs", "choose", "current_issue", "action_to_take"),
    *("action_points", "actions", "review", "close"),
]


def _url(sitting: Sitting, noun: str = "room") -> str:
    return reverse(f"meetings:{noun}", args=[sitting.cast.meeting.code])


def _get(sitting: Sitting, name: str, noun: str = "room") -> Any:
    return sitting.cast.client(name).get(_url(sitting, noun))


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom", "ada"])
@pytest.mark.parametrize("key", PHASES)
def test_every_phase_has_a_page_for_everybody(sitting: Sitting, key: str, name: str):
    sitting.go_to(key)

    page = _get(sitting, name)

    assert page.status_code == HTTPStatus.OK
    assert f"{sitting.membership(name).first_name}, now" in page.content.decode()


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom"])
@pytest.mark.parametrize("key", PHASES)
def test_the_panels_are_small(sitting: Sitting, key: str, name: str):
    sitting.go_to(key).begin_if_round()

    panels = _get(sitting, name, "panels")

    assert len(panels.content) < 25_000


def _queries(sitting: Sitting, name: str) -> int:
    client = sitting.cast.client(name)
    client.get(_url(sitting, "panels"))
    with CaptureQueriesContext(connection) as statements:
        client.get(_url(sitting, "panels"))
    ours = ("meetings_", "sets_", "clock_timestamp")
    return sum(any(w in q["sql"] for w in ours) for q in statements.captured_queries)


@pytest.mark.parametrize("key", PHASES)
def test_a_fuller_room_asks_no_more_of_the_database(sitting: Sitting, key: str):
    sitting.people = SIX[:3]
    sitting.go_to(key)
    few = _queries(sitting, "fay")
    _fill(sitting)

    many = _queries(sitting, "fay")

    assert many == few
    # One for the door, eight for what all see, three for what is one's own.
    assert many <= 1 + 8 + 3


def _fill(sitting: Sitting) -> None:
    """Let the others come in, and give the set a longer past."""
    sitting.people = SIX
    sitting.gather()
    held = sitting.cast.held
    for number in (90, 91):
        Meeting.objects.create(
            learning_set=held.learning_set,
            number=number,
            date=held.date,
            time=held.time,
            zone=held.zone,
            starts_at=shared_now() - dt.timedelta(days=number),
            state=Meeting.State.ENDED,
            facilitator=sitting.membership("max"),
        )
    if sitting.meeting.phase == "choose":
        for name in ("max", "ben", "lea"):
            sitting.bid(name, f"How can {name} begin?")
    phase.pause(sitting.meeting, by=sitting.membership("fay"))


@pytest.mark.at("action_points")
def test_who_does_not_write_sees_the_round_large(sitting: Sitting):
    sitting.go_to("action_points")
    small = 'class="room-stage room-works"'

    assert small in _get(sitting, "pia").content.decode()
    assert small in _get(sitting, "fay").content.decode()
    assert small not in _get(sitting, "tom").content.decode()
    assert "Agree this action" not in _get(sitting, "tom").content.decode()
