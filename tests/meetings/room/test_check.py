import pytest
from django.core.exceptions import PermissionDenied

from meetings.room.services import check, phase
from sets.models import Activity
from sets.verbs import Verb
from tests.meetings.room.live_meeting import Sitting

pytestmark = pytest.mark.at("action_to_take")


@pytest.mark.at("action_to_take")
def test_a_process_check_stops_the_clock(sitting: Sitting):
    sitting.go_to("action_to_take")

    check.begin(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.is_paused
    assert sitting.meeting.check_began_at


@pytest.mark.at("action_to_take")
def test_it_is_logged_once_and_without_content(sitting: Sitting):
    sitting.go_to("action_to_take")

    for _time in range(2):
        check.begin(sitting.meeting, by=sitting.membership("fay"))

    line = Activity.objects.get(verb=Verb.CHECK_BEGUN)
    assert (line.subject, line.subject_id) == ("meeting", sitting.meeting.pk)


@pytest.mark.at("action_to_take")
def test_going_on_ends_it(sitting: Sitting):
    sitting.go_to("action_to_take")
    check.begin(sitting.meeting, by=sitting.membership("fay"))

    phase.resume(sitting.meeting, by=sitting.membership("fay"))

    assert not sitting.meeting.is_paused
    assert sitting.meeting.check_began_at is None


@pytest.mark.at("action_to_take")
def test_so_does_the_next_phase(sitting: Sitting):
    sitting.go_to("action_to_take")
    check.begin(sitting.meeting, by=sitting.membership("fay"))

    sitting.go_to("action_points")

    assert sitting.meeting.check_began_at is None


@pytest.mark.at("action_to_take")
def test_a_clock_that_stands_can_be_used_for_one(sitting: Sitting):
    sitting.go_to("action_to_take")
    phase.pause(sitting.meeting, by=sitting.membership("fay"))
    left_ms = sitting.meeting.left_ms

    check.begin(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.check_began_at
    assert sitting.meeting.left_ms == left_ms


@pytest.mark.at("action_to_take")
def test_only_the_facilitator_stops_the_clock(sitting: Sitting):
    sitting.go_to("action_to_take")

    with pytest.raises(PermissionDenied):
        check.begin(sitting.meeting, by=sitting.membership("tom"))


@pytest.mark.at("action_to_take")
def test_a_member_asks_for_one_without_a_name(sitting: Sitting):
    sitting.go_to("action_to_take")
    before = Activity.objects.count(), sitting.meeting.version

    for name in ("tom", "lea"):
        check.ask(sitting.meeting, by=sitting.membership(name))

    assert sitting.meeting.check_asked_at
    assert (Activity.objects.count(), sitting.meeting.version) == (
        before[0],
        before[1] + 1,
    )
    assert not sitting.meeting.slips.exists()


@pytest.mark.at("action_to_take")
def test_what_was_asked_for_has_been_heard(sitting: Sitting):
    sitting.go_to("action_to_take")
    check.ask(sitting.meeting, by=sitting.membership("tom"))

    check.begin(sitting.meeting, by=sitting.membership("fay"))

    assert sitting.meeting.check_asked_at is None
