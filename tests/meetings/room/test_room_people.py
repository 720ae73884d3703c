"""The room names as able only people who are here, and awaits only who may come."""

import pytest
from django.urls import reverse

from meetings.models import Attendance
from meetings.room.services.facilitation import stand_in_id
from tests.meetings.room.live_meeting import SIX, LiveMeeting


def _page(live_meeting: LiveMeeting, name: str) -> str:
    address = reverse("meetings:room", args=[live_meeting.cast.meeting.code])
    return live_meeting.cast.client(name).get(address).content.decode()


@pytest.mark.at("open")
def test_only_who_is_here_is_said_to_stand_in(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    first = [
        name
        for name in SIX
        if live_meeting.membership(name).is_coordinator
        or live_meeting.membership(name).pk == stand_in_id(live_meeting.meeting)
    ]
    others = [name for name in SIX if name not in {*first, "fay"}]
    live_meeting.leave("fay")
    named = _page(live_meeting, others[0])
    live_meeting.leave(*first)

    nobody = _page(live_meeting, others[0])

    assert "after two minutes anybody can." in named
    assert "or the coordinator" not in named
    assert "After two minutes anybody can take over." in nobody


def test_alone_in_the_lobby_nobody_is_proposed_twice(live_meeting: LiveMeeting):
    live_meeting.people = ("fay",)
    live_meeting.gather()
    alone = _page(live_meeting, "fay")
    live_meeting.people = ("fay", "tom")
    live_meeting.gather()

    assert "Choose Fay" in alone
    assert "Or choose anyone who is here." not in alone
    assert "Or choose anyone who is here." in _page(live_meeting, "fay")


def test_who_said_no_is_not_awaited(live_meeting: LiveMeeting):
    live_meeting.gather()
    Attendance.objects.filter(
        meeting=live_meeting.meeting, membership=live_meeting.membership("tom")
    ).update(present_at=None, reply=Attendance.Reply.CANNOT)

    page = _page(live_meeting, "fay")

    assert "can’t come" in page
    assert "not here yet" not in page
