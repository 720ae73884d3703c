"""Silence, and the look at how the set works, as everybody sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from actionlearning.lib.clock import at, shared_now
from meetings.room.services import check, silence
from tests.meetings.room.airtime import asking_of, filled, page
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("action_to_take")

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def asked(live_meeting: LiveMeeting) -> LiveMeeting:
    """Pia presents, Fay facilitates, and the questions are open."""
    return live_meeting.go_to("action_to_take")


def test_all_see_the_silence_and_nobody_reads_whose_it_is(asked: LiveMeeting):
    moment = shared_now()
    with at(moment):
        silence.ask(asked.meeting, by=asked.membership("tom"))
        until = asking_of(asked, "lea").silence_until
        shown = page(asked, "lea")

    assert until == int((moment + 10 * SECOND).timestamp() * 1000)
    assert f'id="silence" data-until="{until}"' in shown
    assert shown.count("10 seconds of silence.") == 1


def test_a_silence_that_is_over_is_not_shown(asked: LiveMeeting):
    moment = shared_now()
    with at(moment):
        silence.ask(asked.meeting, by=asked.membership("tom"))

    with at(moment + 10 * SECOND):
        assert asking_of(asked, "lea").silence_until == 0


def test_a_process_check_stands_where_the_issue_stood(asked: LiveMeeting):
    before = page(asked, "tom")

    check.begin(asked.meeting, by=asked.membership("fay"))

    shown = page(asked, "tom")
    assert "How are we working together?" not in before
    assert "From one to ten: how are we doing as a team?" in shown
    assert filled(page(asked, "fay")) == ["Carry on"]
    assert "I’d like to ask" not in shown


@pytest.mark.at("check_1", "one_problem")
def test_a_phase_for_it_shows_the_same_without_stopping_the_clock(
    live_meeting: LiveMeeting,
):
    live_meeting.hold("one_problem")

    shown = page(live_meeting.go_to("check_1"), "tom")

    assert "From one to ten: how are we doing as a team?" in shown
    assert not live_meeting.meeting.is_paused


def test_only_the_facilitator_reads_that_somebody_would_like_one(asked: LiveMeeting):
    url = reverse("meetings:check_wish", args=[asked.cast.meeting.code])
    asked.cast.client("tom").post(url)

    fay, lea = page(asked, "fay"), page(asked, "lea")

    wish = "Somebody would like to look at how you work together."
    assert wish in fay
    assert wish not in lea
    assert "Ask for a process check" not in lea
