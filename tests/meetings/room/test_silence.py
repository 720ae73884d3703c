import datetime as dt

import pytest

from actionlearning.lib.clock import at, shared_now
from actionlearning.lib.errors import NotAllowedYet
from meetings.models.meeting import SILENCE
from meetings.room.services import silence
from sets.models import Activity
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("action_to_take")


@pytest.mark.at("action_to_take")
def test_anybody_may_ask_for_ten_seconds(sitting: Sitting):
    sitting.go_to("action_to_take")
    moment = shared_now()

    with at(moment):
        silence.ask(sitting.meeting, by=sitting.membership("tom"))

    assert sitting.meeting.silence_until == moment + dt.timedelta(seconds=10)


@pytest.mark.at("action_to_take")
def test_nobody_is_named_for_it(sitting: Sitting):
    sitting.go_to("action_to_take")
    before = Activity.objects.count()

    silence.ask(sitting.meeting, by=sitting.membership("tom"))

    assert Activity.objects.count() == before
    assert not sitting.meeting.slips.exists()


@pytest.mark.at("action_to_take")
def test_no_second_silence_begins_while_one_lasts(sitting: Sitting):
    sitting.go_to("action_to_take")
    moment = shared_now()
    with at(moment):
        silence.ask(sitting.meeting, by=sitting.membership("tom"))
    before = sitting.meeting

    with at(moment + dt.timedelta(seconds=9)):
        silence.ask(sitting.meeting, by=sitting.membership("lea"))

    assert sitting.meeting.silence_until == before.silence_until
    assert sitting.meeting.version == before.version


@pytest.mark.at("action_to_take")
def test_after_one_silence_there_can_be_another(sitting: Sitting):
    sitting.go_to("action_to_take")
    moment = shared_now()
    with at(moment):
        silence.ask(sitting.meeting, by=sitting.membership("tom"))

    later = moment + dt.timedelta(seconds=10)
    with at(later):
        silence.ask(sitting.meeting, by=sitting.membership("lea"))

    assert sitting.meeting.silence_until == later + SILENCE


@pytest.mark.at("")
def test_before_the_meeting_nobody_needs_silence(sitting: Sitting):
    sitting.gather()

    with pytest.raises(NotAllowedYet):
        silence.ask(sitting.meeting, by=sitting.membership("tom"))
