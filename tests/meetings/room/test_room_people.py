"""The room names as able only people who are here, and awaits only who may come."""

import pytest
from django.urls import reverse

from meetings.models import Attendance
from meetings.room.services.facilitation import stand_in_id
from tests.meetings.room.live_meeting import SIX, Sitting


def _page(sitting: Sitting, name: str) -> str:
    address = reverse("meetings:room", args=[sitting.cast.meeting.code])
    return sitting.cast.client(name).get(address).content.decode()


@pytest.mark.at("open")
def test_only_who_is_here_is_said_to_stand_in(sitting: Sitting):
    sitting.go_to("open")
    first = [
        name
        for name in SIX
        if sitting.membership(name).is_coordinator
        or sitting.membership(name).pk == stand_in_id(sitting.meeting)
    ]
    others = [name for name in SIX if name not in {*first, "fay"}]
    sitting.leave("fay")
    named = _page(sitting, others[0])
    sitting.leave(*first)

    nobody = _page(sitting, others[0])

    assert "after two minutes anybody may." in named
    assert "or the coordinator" not in named
    assert "After two minutes anybody may take over." in nobody


def test_alone_in_the_lobby_nobody_is_proposed_twice(sitting: Sitting):
    sitting.people = ("fay",)
    sitting.gather()
    alone = _page(sitting, "fay")
    sitting.people = ("fay", "tom")
    sitting.gather()

    assert "Fay facilitates" in alone
    assert "Or choose anyone who is here." not in alone
    assert "Or choose anyone who is here." in _page(sitting, "fay")


def test_who_said_no_is_not_awaited(sitting: Sitting):
    sitting.gather()
    Attendance.objects.filter(
        meeting=sitting.meeting, membership=sitting.membership("tom")
    ).update(present_at=None, reply=Attendance.Reply.CANNOT)

    page = _page(sitting, "fay")

    assert "can’t come" in page
    assert "not here yet" not in page
