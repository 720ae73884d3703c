"""When a meeting was put on its date: another time is news, another place is none."""

import datetime as dt

import pytest

from actionlearning.lib.clock import now
from meetings.dates.services import moving
from meetings.dates.services.replan import replan
from meetings.models import Meeting
from tests.meetings.dates.test_replan import DAY, NINE, TEN, plan
from tests.support.cast import Cast


def test_a_move_is_news_and_another_place_is_none(cast: Cast):
    old = now() - DAY
    Meeting.objects.update(dated_at=old)
    fay, date, time = cast.membership("fay"), cast.meeting.date, cast.meeting.time
    where = moving.Where(cast.meeting.minutes, "Room 9", "")

    kept = moving.move(cast.meeting, by=fay, date=date, time=time, where=where)
    moved = moving.move(cast.meeting, by=fay, date=date + DAY, time=time)

    assert (kept.place, kept.dated_at) == ("Room 9", old)
    assert moved.dated_at > old


@pytest.mark.parametrize(
    ("days", "time", "is_news"), [(2, TEN, True), (0, TEN, True), (0, NINE, False)]
)
def test_another_time_of_the_rest_is_news_and_another_place_is_none(
    cast: Cast, days: int, time: dt.time, is_news: bool
):
    third, _fourth = cast.harbour.later
    old = now() - DAY
    Meeting.objects.update(dated_at=old)

    new = plan(third.date + days * DAY, time)
    replan(third, by=cast.membership("fay"), scope="following", plan=new)

    moved = Meeting.objects.get(pk=third.pk)
    assert moved.place == "Room 3"
    assert (moved.dated_at > old) == is_news
    assert Meeting.objects.get(pk=cast.meeting.pk).dated_at == old
