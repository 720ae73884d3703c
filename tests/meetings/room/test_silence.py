import datetime as dt

import pytest

from actionlearning.lib.clock import at, shared_now
from actionlearning.lib.errors import NotAllowedYet
from meetings.models.meeting import SILENCE
from meetings.room.services import silence
from sets.models import Activity
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("action_to_take")


@pytest.mark.at("action_to_take")
def test_anybody_may_ask_for_ten_seconds(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    moment = shared_now()

    with at(moment):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("tom"))

    assert live_meeting.meeting.silence_until == moment + dt.timedelta(seconds=10)


@pytest.mark.at("action_to_take")
def test_nobody_is_named_for_it(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    before = Activity.objects.count()

    silence.ask(live_meeting.meeting, by=live_meeting.membership("tom"))

    assert Activity.objects.count() == before
    assert not live_meeting.meeting.slips.exists()


@pytest.mark.at("action_to_take")
def test_no_second_silence_begins_while_one_lasts(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    moment = shared_now()
    with at(moment):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("tom"))
    before = live_meeting.meeting

    with at(moment + dt.timedelta(seconds=9)):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("lea"))

    assert live_meeting.meeting.silence_until == before.silence_until
    assert live_meeting.meeting.version == before.version


@pytest.mark.at("action_to_take")
def test_after_one_silence_there_can_be_another(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    moment = shared_now()
    with at(moment):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("tom"))

    later = moment + dt.timedelta(seconds=10)
    with at(later):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("lea"))

    assert live_meeting.meeting.silence_until == later + SILENCE


@pytest.mark.at("")
def test_before_the_meeting_nobody_needs_silence(live_meeting: LiveMeeting):
    live_meeting.gather()

    with pytest.raises(NotAllowedYet):
        silence.ask(live_meeting.meeting, by=live_meeting.membership("tom"))
