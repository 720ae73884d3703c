"""The run sheet: the whole meeting on one page of paper."""

import re
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.attendance import services as attendance
from meetings.formats.shipped import FORMATS
from meetings.models import Meeting
from meetings.paper.queries.run_sheet import run_sheet
from tests.meetings.room.live_meeting import SIX, LiveMeeting


def _page(live_meeting: LiveMeeting, who: str = "max") -> str:
    address = reverse("meetings:run_sheet", args=[live_meeting.cast.meeting.code])
    page = live_meeting.cast.client(who).get(address)
    assert page.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", page.content.decode())


def test_it_has_the_three_questions_and_lines_for_actions(live_meeting: LiveMeeting):
    page = _page(live_meeting)

    assert "What is the current issue?" in page
    assert "What action should be taken?" in page
    assert "What are the action points?" in page
    assert "I will …" in page


@pytest.mark.parametrize("name", [*FORMATS])
def test_the_phases_follow_each_other_by_the_clock(
    live_meeting: LiveMeeting, name: str
):
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(format=name)

    sheet = run_sheet(live_meeting.membership("max"), live_meeting.meeting)

    times = [line.at for line in sheet.lines if line.at]
    assert times[0] == "09:00"
    assert times == sorted(times)
    assert sum(line.phase.minutes for line in sheet.lines) == sheet.meeting.minutes


@pytest.mark.parametrize("name", [*FORMATS])
def test_each_airtime_has_room_for_its_answers(live_meeting: LiveMeeting, name: str):
    Meeting.objects.filter(pk=live_meeting.meeting.pk).update(format=name)

    page = _page(live_meeting)

    assert page.count("Whose issue") == max(FORMATS[name].slots, 1)


def test_who_cannot_come_stands_last_and_outside_the_order(live_meeting: LiveMeeting):
    attendance.reply(
        live_meeting.meeting, by=live_meeting.membership("ben"), answer="cannot"
    )

    sheet = run_sheet(live_meeting.membership("max"), live_meeting.meeting)

    assert [each.first_name for each in sheet.away] == ["Ben"]
    assert live_meeting.membership("ben") not in sheet.order
    assert len(sheet.order) == len(SIX) - 1


@pytest.mark.at("open")
def test_the_order_is_the_one_of_the_rounds(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    sheet = run_sheet(live_meeting.membership("max"), live_meeting.meeting)

    assert sheet.order == [
        live_meeting.membership(name) for name in live_meeting.order()
    ]


def test_a_longer_past_asks_no_more_of_the_database(live_meeting: LiveMeeting):
    _page(live_meeting)
    with CaptureQueriesContext(connection) as few:
        _page(live_meeting)
    live_meeting.gather()

    with CaptureQueriesContext(connection) as many:
        _page(live_meeting)

    assert len(many) == len(few)
