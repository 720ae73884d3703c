"""Whoever was away for a while comes back to the room, whatever it is doing."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.meetings.room.live_meeting import Sitting
from tests.meetings.room.test_room_pages import PHASES


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom"])
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("key", PHASES)
def test_who_was_away_comes_back(sitting: Sitting, key: str, name: str, begun: bool):
    sitting.go_to(key)
    if begun:
        sitting.begin_if_round()
    sitting.leave(name)

    room = reverse("meetings:room", args=[sitting.cast.meeting.code])
    page = sitting.cast.client(name).get(room)

    assert page.status_code == HTTPStatus.OK


@pytest.mark.at("open")
def test_who_comes_back_hears_after_whom_they_speak(sitting: Sitting):
    sitting.go_to("open").begin()
    *_others, before, last = sitting.order()
    sitting.leave(last)

    room = reverse("meetings:room", args=[sitting.cast.meeting.code])
    page = sitting.cast.client(last).get(room)

    assert f"You speak after {sitting.membership(before).first_name}." in page.text
