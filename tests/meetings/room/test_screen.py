"""The room on the wall: large, shared, and nothing of one person alone."""

import re
import uuid
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.room.queries.cache import room_cache
from meetings.room.services import asking, bids, inquiry, pads, phase, review
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import LiveMeeting


def _wall(
    live_meeting: LiveMeeting, noun: str = "screen_panels", who: str = "max"
) -> str:
    address = reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code])
    page = live_meeting.cast.client(who).get(address)
    assert page.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.at("report_backs")
def test_the_wall_says_who_speaks_and_who_is_next(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").begin()
    first, second = live_meeting.order()[:2]

    wall = _wall(live_meeting)

    assert f"{first.title()} has the floor" in wall
    assert f"Next: {second.title()}" in wall


@pytest.mark.at("action_to_take")
def test_the_wall_names_who_may_ask_next(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    asking.raise_hand(live_meeting.meeting, by=live_meeting.membership("max"))

    assert "Next: Max" in _wall(live_meeting)


@pytest.mark.at("key")
@pytest.mark.parametrize("key", ["open", "choose", "current_issue", "actions", "close"])
@pytest.mark.parametrize("who", ["fay", "pia", "max"])
def test_the_wall_has_nothing_to_press_and_nothing_for_one(
    live_meeting: LiveMeeting, key: str, who: str
):
    live_meeting.go_to(key)

    wall = _wall(live_meeting, "screen", who)

    assert "<form" not in wall
    assert "<button" not in wall
    assert ", now</h2>" not in wall


@pytest.mark.at("choose")
def test_a_bid_is_on_the_wall_once_all_are_on_the_table(live_meeting: LiveMeeting):
    live_meeting.go_to("choose").bid("max", "How can I rest?")
    before = _wall(live_meeting)

    bids.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert "How can I rest?" not in before
    assert "How can I rest?" in _wall(live_meeting)


@pytest.mark.at("current_issue")
def test_only_what_the_presenter_said_yes_to_is_on_the_wall(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    words = {"question": "current_issue", "seen": fingerprint("")}
    inquiry.answer(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        text="Fay heard this",
        **words,
    )
    proposed = _wall(live_meeting, who="pia")

    inquiry.answer(
        live_meeting.meeting,
        by=live_meeting.membership("pia"),
        text="Pia says this",
        **words,
    )

    assert "Fay heard this" not in proposed
    assert "Pia says this" in _wall(live_meeting)
    assert "Fay heard this" not in _wall(live_meeting)


@pytest.mark.at("current_issue")
def test_a_pad_is_on_nobodys_wall(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    pads.write(
        live_meeting.meeting,
        by=live_meeting.membership("max"),
        text="mine",
        seen=fingerprint(""),
    )

    assert "mine" not in _wall(live_meeting, who="max")


@pytest.mark.at("review")
def test_a_review_is_on_the_wall_once_it_is_revealed(live_meeting: LiveMeeting):
    live_meeting.go_to("review")
    review.write(
        live_meeting.meeting,
        by=live_meeting.membership("max"),
        helped="Silence",
        differently="",
    )
    before = _wall(live_meeting)

    review.reveal(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert "Silence" not in before
    assert "Silence" in _wall(live_meeting)


@pytest.mark.at("open")
def test_an_open_wall_is_nobodys_presence(live_meeting: LiveMeeting):
    live_meeting.go_to("open").leave("max")

    _wall(live_meeting, "screen", "max")

    attendance = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("max")
    )
    assert attendance.is_away


def test_looking_again_costs_one_query_of_ours(live_meeting: LiveMeeting):
    room_cache.clear()
    live_meeting.go_to("report_backs").begin()
    _wall(live_meeting)

    with CaptureQueriesContext(connection) as statements:
        _wall(live_meeting)

    assert sum("meetings_" in each["sql"] for each in statements) == 1


@pytest.mark.at("close")
def test_the_wall_of_a_meeting_that_is_over_is_its_record(live_meeting: LiveMeeting):
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")
    address = reverse("meetings:screen", args=[live_meeting.cast.meeting.code])

    page = live_meeting.cast.client("max").get(address)

    assert page.headers["Location"] == live_meeting.meeting.get_absolute_url()
    assert "The meeting is closed." in _wall(live_meeting)


@pytest.mark.at("choose")
def test_a_bid_taken_as_a_choice_is_marked(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")
    bids.submit(
        live_meeting.meeting,
        by=live_meeting.membership("pia"),
        sentence="How can I begin?",
        client_id=uuid.uuid4(),
    )

    bids.choose(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        bid_id=live_meeting.meeting.bids.get().pk,
    )

    assert "Pia · chosen" in _wall(live_meeting)
