import datetime as dt

import pytest

from actionlearning.lib.clock import at, shared_now
from meetings.room.services import presence
from tests.meetings.room.live_meeting import SIX, LiveMeeting


@pytest.mark.at("open")
def test_a_heartbeat_is_no_news(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    before = live_meeting.meeting.version

    presence.seen(live_meeting.meeting, by=live_meeting.membership("tom"))

    assert live_meeting.meeting.version == before


@pytest.mark.at("open")
def test_a_minute_of_silence_is_told_once(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("tom", 61)
    before = live_meeting.meeting.version
    for _ in range(2):
        presence.seen(live_meeting.meeting, by=live_meeting.membership("ben"))

    tom = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("tom")
    )
    assert tom.is_away
    assert live_meeting.meeting.version == before + 1


@pytest.mark.at("open")
def test_a_page_that_had_to_wait_takes_nobody_back_in_time(live_meeting: LiveMeeting):
    tom = live_meeting.go_to("open").membership("tom")
    later = shared_now() + dt.timedelta(minutes=5)
    with at(later):
        presence.seen(live_meeting.meeting, by=tom)

    presence.seen(live_meeting.meeting, by=tom)

    assert live_meeting.meeting.attendances.get(membership=tom).seen_at == later


@pytest.mark.at("open")
def test_coming_back_is_told(live_meeting: LiveMeeting):
    live_meeting.go_to("open").silence("tom", 61)
    presence.seen(live_meeting.meeting, by=live_meeting.membership("ben"))
    before = live_meeting.meeting.version

    presence.seen(live_meeting.meeting, by=live_meeting.membership("tom"))

    tom = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("tom")
    )
    assert not tom.is_away
    assert live_meeting.meeting.version == before + 1


def test_an_open_page_comes_in_half_an_hour_before(live_meeting: LiveMeeting):
    tom, starts_at = live_meeting.membership("tom"), live_meeting.meeting.starts_at

    with at(starts_at - dt.timedelta(minutes=31)):
        presence.seen(live_meeting.meeting, by=tom)
        assert not live_meeting.meeting.attendances.exists()
    with at(starts_at - dt.timedelta(minutes=30)):
        presence.seen(live_meeting.meeting, by=tom)

    assert live_meeting.meeting.attendances.get().present_at


def test_who_comes_late_to_a_live_meeting_is_let_in(live_meeting: LiveMeeting):
    live_meeting.people = SIX[:5]
    live_meeting.start()

    presence.seen(live_meeting.meeting, by=live_meeting.membership("tom"))

    assert live_meeting.order()[-1] == "tom"


@pytest.mark.at("open")
def test_time_apart_is_counted_by_the_databases_clock(live_meeting: LiveMeeting):
    live_meeting.go_to("open")
    row = live_meeting.meeting.attendances.get(
        membership=live_meeting.membership("tom")
    )

    assert row.seen_at
    assert shared_now() - row.seen_at < dt.timedelta(seconds=30)
