"""The clock stands still for a presenter who drops out, and for nobody else."""

import pytest

from meetings.room.services import phase, presence
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.airtime import drop_out
from tests.meetings.room.live_meeting import LiveMeeting


@pytest.mark.at("action_to_take")
def test_the_clock_waits_for_the_presenter(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    before = live_meeting.meeting.version

    drop_out(live_meeting, "pia")

    assert live_meeting.meeting.is_paused
    assert live_meeting.meeting.version == before + 1


@pytest.mark.at("action_to_take")
def test_it_is_logged_as_nobodys_deed(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")

    drop_out(live_meeting, "pia")

    line = Activity.objects.get(verb=Verb.PRESENTER_DROPPED_OUT)
    assert (line.actor, line.subject_id) == (None, live_meeting.membership("pia").pk)


@pytest.mark.parametrize(
    ("key", "name"),
    [("action_to_take", "tom"), ("action_to_take", "fay"), ("actions", "pia")],
)
def test_it_waits_for_nobody_else(live_meeting: LiveMeeting, key: str, name: str):
    live_meeting.go_to(key)

    drop_out(live_meeting, name)

    assert not live_meeting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_who_goes_on_without_the_presenter_is_not_stopped_again(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("action_to_take")
    drop_out(live_meeting, "pia")
    phase.resume(live_meeting.meeting, by=live_meeting.membership("fay"))

    presence.seen(live_meeting.meeting, by=live_meeting.membership("ben"))

    assert not live_meeting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_coming_back_does_not_move_the_clock(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    drop_out(live_meeting, "pia")

    presence.seen(live_meeting.meeting, by=live_meeting.membership("pia"))

    assert live_meeting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_a_clock_that_stands_already_is_left_alone(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))
    left_ms = live_meeting.meeting.left_ms

    drop_out(live_meeting, "pia")

    assert live_meeting.meeting.left_ms == left_ms
    assert not Activity.objects.filter(verb=Verb.PRESENTER_DROPPED_OUT).exists()
