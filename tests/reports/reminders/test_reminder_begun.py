"""From the minute a meeting was to start nobody is reminded of it, begun or not."""

import datetime as dt

import pytest
import time_machine

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from reports.models import Reminder
from reports.reminders.services.reminder import send_now, word
from tests.support.cast import Cast

MINUTE = dt.timedelta(minutes=1)
LINE = "Please bring last week’s plan."


@pytest.mark.parametrize(
    ("before", "goes"), [(MINUTE, True), (0 * MINUTE, False), (-MINUTE, False)]
)
def test_a_reminder_is_sent_until_the_start_and_not_after(
    cast: Cast, before: dt.timedelta, *, goes: bool
):
    fay = cast.membership("fay")

    with time_machine.travel(cast.meeting.starts_at - before, tick=False):
        if goes:
            assert send_now(cast.meeting, by=fay) == 7
        else:
            with pytest.raises(Stale, match="no longer ahead"):
                send_now(cast.meeting, by=fay)

    reminders = Notice.objects.filter(kind="meeting_reminder")
    assert reminders.count() == (7 if goes else 0)


def test_the_page_says_so_and_keeps_nothing(cast: Cast):
    before = Reminder.objects.get(meeting=cast.meeting).line
    fay, address = cast.client("fay"), f"/meetings/{cast.meeting.code}/reminder/"
    begun = now() - MINUTE
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=begun)

    sent = fay.post(f"{address}sending/")
    worded = fay.post(address, {"line": LINE})

    assert (sent.status_code, worded.status_code) == (409, 409)
    assert "nobody is reminded" in sent.text
    assert Reminder.objects.get(meeting=cast.meeting).line == before
    with pytest.raises(Stale):
        word(cast.meeting, by=cast.membership("fay"), line=LINE)


def test_a_line_kept_by_another_coordinator_is_theirs(cast: Cast):
    word(cast.meeting, by=cast.membership("fay"), line=LINE)
    cast.set.memberships.filter(user=cast.fay).update(left_at=now())
    cast.set.memberships.filter(user=cast.ben).update(is_coordinator=True)

    word(cast.meeting, by=cast.membership("ben"), line=LINE)

    assert Reminder.objects.get(meeting=cast.meeting).written_by == cast.membership(
        "ben"
    )
