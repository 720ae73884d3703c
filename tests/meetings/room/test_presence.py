import datetime as dt

import pytest

from actionlearning.lib.clock import at, shared_now
from meetings.room.services import presence
from tests.meetings.room.live_meeting import SIX, Sitting


@pytest.mark.at("open")
def test_a_heartbeat_is_no_news(sitting: Sitting):
    sitting.go_to("open")
    before = sitting.meeting.version

    presence.seen(sitting.meeting, by=sitting.membership("tom"))

    assert sitting.meeting.version == before


@pytest.mark.at("open")
def test_a_minute_of_silence_is_told_once(sitting: Sitting):
    sitting.go_to("open").silence("tom", 61)
    before = sitting.meeting.version
    for _ in range(2):
        presence.seen(sitting.meeting, by=sitting.membership("ben"))

    tom = sitting.meeting.attendances.get(membership=sitting.membership("tom"))
    assert tom.is_away
    assert sitting.meeting.version == before + 1


@pytest.mark.at("open")
def test_a_page_that_had_to_wait_takes_nobody_back_in_time(sitting: Sitting):
    tom = sitting.go_to("open").membership("tom")
    later = shared_now() + dt.timedelta(minutes=5)
    with at(later):
        presence.seen(sitting.meeting, by=tom)

    presence.seen(sitting.meeting, by=tom)

    assert sitting.meeting.attendances.get(membership=tom).seen_at == later


@pytest.mark.at("open")
def test_coming_back_is_told(sitting: Sitting):
    sitting.go_to("open").silence("tom", 61)
    presence.seen(sitting.meeting, by=sitting.membership("ben"))
    before = sitting.meeting.version

    presence.seen(sitting.meeting, by=sitting.membership("tom"))

    tom = sitting.meeting.attendances.get(membership=sitting.membership("tom"))
    assert not tom.is_away
    assert sitting.meeting.version == before + 1


def test_an_open_page_comes_in_half_an_hour_before(sitting: Sitting):
    tom, starts_at = sitting.membership("tom"), sitting.meeting.starts_at

    with at(starts_at - dt.timedelta(minutes=31)):
        presence.seen(sitting.meeting, by=tom)
        assert not sitting.meeting.attendances.exists()
    with at(starts_at - dt.timedelta(minutes=30)):
        presence.seen(sitting.meeting, by=tom)

    assert sitting.meeting.attendances.get().present_at


def test_who_comes_late_to_a_live_meeting_is_let_in(sitting: Sitting):
    sitting.people = SIX[:5]
    sitting.start()

    presence.seen(sitting.meeting, by=sitting.membership("tom"))

    assert sitting.order()[-1] == "tom"


@pytest.mark.at("open")
def test_time_apart_is_counted_by_the_databases_clock(sitting: Sitting):
    sitting.go_to("open")
    row = sitting.meeting.attendances.get(membership=sitting.membership("tom"))

    assert row.seen_at
    assert shared_now() - row.seen_at < dt.timedelta(seconds=30)
