"""Whoever was away for a while comes back to the room, whatever it is doing."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.meetings.room.live_meeting import LiveMeeting
from tests.meetings.room.test_room_pages import PHASES


@pytest.mark.at("key")
@pytest.mark.parametrize("name", ["fay", "pia", "tom"])
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("key", PHASES)
def test_who_was_away_comes_back(
    live_meeting: LiveMeeting, key: str, name: str, begun: bool
):
    live_meeting.go_to(key)
    if begun:
        live_meeting.begin_if_round()
    live_meeting.leave(name)

    room = reverse("meetings:room", args=[live_meeting.cast.meeting.code])
    page = live_meeting.cast.client(name).get(room)

    assert page.status_code == HTTPStatus.OK


@pytest.mark.at("open")
def test_who_comes_back_hears_after_whom_they_speak(live_meeting: LiveMeeting):
    live_meeting.go_to("open").begin()
    *_others, before, last = live_meeting.order()
    live_meeting.leave(last)

    room = reverse("meetings:room", args=[live_meeting.cast.meeting.code])
    page = live_meeting.cast.client(last).get(room)

    assert f"You speak after {live_meeting.membership(before).first_name}." in page.text
