"""The clock stands still for a presenter who drops out, and for nobody else."""

import pytest

from meetings.room.services import phase, presence
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.airtime import drop_out
from tests.meetings.room.live_meeting import Sitting


@pytest.mark.at("action_to_take")
def test_the_clock_waits_for_the_presenter(sitting: Sitting):
    sitting.go_to("action_to_take")
    before = sitting.meeting.version

    drop_out(sitting, "pia")

    assert sitting.meeting.is_paused
    assert sitting.meeting.version == before + 1


@pytest.mark.at("action_to_take")
def test_it_is_logged_as_nobodys_deed(sitting: Sitting):
    sitting.go_to("action_to_take")

    drop_out(sitting, "pia")

    line = Activity.objects.get(verb=Verb.PRESENTER_DROPPED_OUT)
    assert (line.actor, line.subject_id) == (None, sitting.membership("pia").pk)


@pytest.mark.parametrize(
    ("key", "name"),
    [("action_to_take", "tom"), ("action_to_take", "fay"), ("actions", "pia")],
)
def test_it_waits_for_nobody_else(sitting: Sitting, key: str, name: str):
    sitting.go_to(key)

    drop_out(sitting, name)

    assert not sitting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_who_goes_on_without_the_presenter_is_not_stopped_again(sitting: Sitting):
    sitting.go_to("action_to_take")
    drop_out(sitting, "pia")
    phase.resume(sitting.meeting, by=sitting.membership("fay"))

    presence.seen(sitting.meeting, by=sitting.membership("ben"))

    assert not sitting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_coming_back_does_not_move_the_clock(sitting: Sitting):
    sitting.go_to("action_to_take")
    drop_out(sitting, "pia")

    presence.seen(sitting.meeting, by=sitting.membership("pia"))

    assert sitting.meeting.is_paused


@pytest.mark.at("action_to_take")
def test_a_clock_that_stands_already_is_left_alone(sitting: Sitting):
    sitting.go_to("action_to_take")
    phase.pause(sitting.meeting, by=sitting.membership("fay"))
    left_ms = sitting.meeting.left_ms

    drop_out(sitting, "pia")

    assert sitting.meeting.left_ms == left_ms
    assert not Activity.objects.filter(verb=Verb.PRESENTER_DROPPED_OUT).exists()
