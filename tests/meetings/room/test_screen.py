"""The room on the wall: large, shared, and nothing of one person alone."""

import re
import uuid
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.room.queries.cache import room_cache
from meetings.room.services import (
    asking,
    bids,
    inquiry,
    pads,
    phase,
    review,
)
from meetings.room.services.inquiry import fingerprint
from tests.meetings.room.live_meeting import Sitting


def _wall(sitting: Sitting, noun: str = "screen_panels", who: str = "max") -> str:
    address = reverse(f"meetings:{noun}", args=[sitting.cast.meeting.code])
    page = sitting.cast.client(who).get(address)
    assert page.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.at("report_backs")
def test_the_wall_says_who_speaks_and_who_is_next(sitting: Sitting):
    sitting.go_to("report_backs").begin()
    first, second = sitting.order()[:2]

    wall = _wall(sitting)

    assert f"{first.title()} has the floor" in wall
    assert f"Next: {second.title()}" in wall


@pytest.mark.at("action_to_take")
def test_the_wall_names_who_may_ask_next(sitting: Sitting):
    sitting.go_to("action_to_take")
    asking.raise_hand(sitting.meeting, by=sitting.membership("max"))

    assert "Next: Max" in _wall(sitting)


@pytest.mark.at("key")
@pytest.mark.parametrize("key", ["open", "choose", "current_issue", "actions", "close"])
@pytest.mark.parametrize("who", ["fay", "pia", "max"])
def test_the_wall_has_nothing_to_press_and_nothing_for_one(
    sitting: Sitting, key: str, who: str
):
    sitting.go_to(key)

    wall = _wall(sitting, "screen", who)

    assert "<form" not in wall
    assert "<button" not in wall
    assert ", now</h2>" not in wall


@pytest.mark.at("choose")
def test_a_bid_is_on_the_wall_once_all_are_on_the_table(sitting: Sitting):
    sitting.go_to("choose").bid("max", "How can I rest?")
    before = _wall(sitting)

    bids.reveal(sitting.meeting, by=sitting.membership("fay"))

    assert "How can I rest?" not in before
    assert "How can I rest?" in _wall(sitting)


@pytest.mark.at("current_issue")
def test_only_what_the_presenter_said_yes_to_is_on_the_wall(sitting: Sitting):
    sitting.go_to("current_issue")
    words = {"question": "current_issue", "seen": fingerprint("")}
    inquiry.answer(
        sitting.meeting, by=sitting.membership("fay"), text="Fay heard this", **words
    )
    proposed = _wall(sitting, who="pia")

    inquiry.answer(
        sitting.meeting, by=sitting.membership("pia"), text="Pia says this", **words
    )

    assert "Fay heard this" not in proposed
    assert "Pia says this" in _wall(sitting)
    assert "Fay heard this" not in _wall(sitting)


@pytest.mark.at("current_issue")
def test_a_pad_is_on_nobodys_wall(sitting: Sitting):
    sitting.go_to("current_issue")
    pads.write(
        sitting.meeting, by=sitting.membership("max"), text="mine", seen=fingerprint("")
    )

    assert "mine" not in _wall(sitting, who="max")


@pytest.mark.at("review")
def test_a_review_is_on_the_wall_once_it_is_revealed(sitting: Sitting):
    sitting.go_to("review")
    review.write(
        sitting.meeting, by=sitting.membership("max"), helped="Silence", differently=""
    )
    before = _wall(sitting)

    review.reveal(sitting.meeting, by=sitting.membership("fay"))

    assert "Silence" not in before
    assert "Silence" in _wall(sitting)


@pytest.mark.at("open")
def test_an_open_wall_is_nobodys_presence(sitting: Sitting):
    sitting.go_to("open").leave("max")

    _wall(sitting, "screen", "max")

    attendance = sitting.meeting.attendances.get(membership=sitting.membership("max"))
    assert attendance.is_away


def test_looking_again_costs_one_query_of_ours(sitting: Sitting):
    room_cache.clear()
    sitting.go_to("report_backs").begin()
    _wall(sitting)

    with CaptureQueriesContext(connection) as statements:
        _wall(sitting)

    assert sum("meetings_" in each["sql"] for each in statements) == 1


@pytest.mark.at("close")
def test_the_wall_of_a_meeting_that_is_over_is_its_record(sitting: Sitting):
    sitting.go_to("close")
    phase.close(sitting.meeting, by=sitting.membership("fay"), seen="close")
    address = reverse("meetings:screen", args=[sitting.cast.meeting.code])

    page = sitting.cast.client("max").get(address)

    assert page.headers["Location"] == sitting.meeting.get_absolute_url()
    assert "The meeting is closed." in _wall(sitting)


@pytest.mark.at("choose")
def test_a_bid_taken_as_a_choice_is_marked(sitting: Sitting):
    sitting.go_to("choose")
    bids.submit(
        sitting.meeting,
        by=sitting.membership("pia"),
        sentence="How can I begin?",
        client_id=uuid.uuid4(),
    )

    bids.choose(
        sitting.meeting,
        by=sitting.membership("fay"),
        bid_id=sitting.meeting.bids.get().pk,
    )

    assert "Pia · chosen" in _wall(sitting)
