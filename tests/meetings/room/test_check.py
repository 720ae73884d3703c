import pytest
from django.core.exceptions import PermissionDenied

from meetings.room.services import check, phase
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("action_to_take")


@pytest.mark.at("action_to_take")
def test_a_process_check_stops_the_clock(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")

    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.is_paused
    assert live_meeting.meeting.check_began_at


@pytest.mark.at("action_to_take")
def test_it_is_logged_once_and_without_content(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")

    for _time in range(2):
        check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    line = Activity.objects.get(verb=Verb.CHECK_BEGUN)
    assert (line.subject, line.subject_id) == ("meeting", live_meeting.meeting.pk)


@pytest.mark.at("action_to_take")
def test_going_on_ends_it(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    phase.resume(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert not live_meeting.meeting.is_paused
    assert live_meeting.meeting.check_began_at is None


@pytest.mark.at("action_to_take")
def test_so_does_the_next_phase(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    live_meeting.go_to("action_points")

    assert live_meeting.meeting.check_began_at is None


@pytest.mark.at("action_to_take")
def test_a_clock_that_stands_can_be_used_for_one(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    phase.pause(live_meeting.meeting, by=live_meeting.membership("fay"))
    left_ms = live_meeting.meeting.left_ms

    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.check_began_at
    assert live_meeting.meeting.left_ms == left_ms


@pytest.mark.at("action_to_take")
def test_only_the_facilitator_stops_the_clock(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")

    with pytest.raises(PermissionDenied):
        check.begin(live_meeting.meeting, by=live_meeting.membership("tom"))


@pytest.mark.at("action_to_take")
def test_a_member_asks_for_one_without_a_name(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    before = Activity.objects.count(), live_meeting.meeting.version

    for name in ("tom", "lea"):
        check.ask(live_meeting.meeting, by=live_meeting.membership(name))

    assert live_meeting.meeting.check_asked_at
    assert (Activity.objects.count(), live_meeting.meeting.version) == (
        before[0],
        before[1] + 1,
    )
    assert not live_meeting.meeting.slips.exists()


@pytest.mark.at("action_to_take")
def test_what_was_asked_for_has_been_heard(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take")
    check.ask(live_meeting.meeting, by=live_meeting.membership("tom"))

    check.begin(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.check_asked_at is None
