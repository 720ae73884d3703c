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
from tests.meetings.room.live_meeting import SIX, Sitting


def _page(sitting: Sitting, who: str = "max") -> str:
    address = reverse("meetings:run_sheet", args=[sitting.cast.meeting.code])
    page = sitting.cast.client(who).get(address)
    assert page.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", page.content.decode())


def test_it_has_the_three_questions_and_lines_for_actions(sitting: Sitting):
    page = _page(sitting)

    assert "What is the current issue?" in page
    assert "What action should be taken?" in page
    assert "What are the action points?" in page
    assert "I will …" in page


@pytest.mark.parametrize("name", [*FORMATS])
def test_the_phases_follow_each_other_by_the_clock(sitting: Sitting, name: str):
    Meeting.objects.filter(pk=sitting.meeting.pk).update(format=name)

    sheet = run_sheet(sitting.membership("max"), sitting.meeting)

    times = [line.at for line in sheet.lines if line.at]
    assert times[0] == "09:00"
    assert times == sorted(times)
    assert sum(line.phase.minutes for line in sheet.lines) == sheet.meeting.minutes


@pytest.mark.parametrize("name", [*FORMATS])
def test_each_airtime_has_room_for_its_answers(sitting: Sitting, name: str):
    Meeting.objects.filter(pk=sitting.meeting.pk).update(format=name)

    page = _page(sitting)

    assert page.count("Whose issue") == max(FORMATS[name].slots, 1)


def test_who_cannot_come_stands_last_and_outside_the_order(sitting: Sitting):
    attendance.reply(sitting.meeting, by=sitting.membership("ben"), answer="cannot")

    sheet = run_sheet(sitting.membership("max"), sitting.meeting)

    assert [each.first_name for each in sheet.away] == ["Ben"]
    assert sitting.membership("ben") not in sheet.order
    assert len(sheet.order) == len(SIX) - 1


@pytest.mark.at("open")
def test_the_order_is_the_one_of_the_rounds(sitting: Sitting):
    sitting.go_to("open")

    sheet = run_sheet(sitting.membership("max"), sitting.meeting)

    assert sheet.order == [sitting.membership(name) for name in sitting.order()]


def test_a_longer_past_asks_no_more_of_the_database(sitting: Sitting):
    _page(sitting)
    with CaptureQueriesContext(connection) as few:
        _page(sitting)
    sitting.gather()

    with CaptureQueriesContext(connection) as many:
        _page(sitting)

    assert len(many) == len(few)
