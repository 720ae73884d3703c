import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from actionlearning.lib.clock import at
from actionlearning.lib.errors import Stale
from actionlearning.outbox.models import Notice
from meetings.models import Bid, Meeting
from meetings.room.services import bids, phase
from tests.meetings.room.live_meeting import LiveMeeting

MINUTE = dt.timedelta(minutes=1)


@pytest.mark.at("close")
def test_closing_makes_the_record_and_tells_everybody(
    live_meeting: LiveMeeting, django_capture_on_commit_callbacks
):
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")

    meeting = live_meeting.meeting
    keys = Notice.objects.filter(kind="wrap_up").values_list("key", flat=True)
    assert meeting.is_ended
    assert (meeting.floor, meeting.phase_ends_at, meeting.left_ms) == (None, None, None)
    assert meeting.review_revealed_at
    assert len(keys) == 7  # six members and their adviser
    assert f"wrap_up:{meeting.pk}:{live_meeting.cast.tom.pk}" in keys


@pytest.mark.at("choose")
def test_closing_clears_what_only_served_the_room(live_meeting: LiveMeeting):
    live_meeting.go_to("choose").bid("max")
    bids.withdraw(live_meeting.meeting, by=live_meeting.membership("max"))
    live_meeting.choose("pia").go_to("close")

    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")

    states = live_meeting.meeting.bids.values_list("state", flat=True)
    assert list(states) == [Bid.State.CHOSEN]


@pytest.mark.at("close")
def test_closing_keeps_three_meetings_ahead(live_meeting: LiveMeeting):
    live_meeting.go_to("close")

    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")

    ahead = live_meeting.cast.set.meetings.filter(state=Meeting.State.SCHEDULED)
    assert ahead.count() == 3


@pytest.mark.at("close")
def test_a_closed_meeting_stays_closed(live_meeting: LiveMeeting):
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=live_meeting.membership("fay"), seen="close")

    with pytest.raises(Stale, match="over"):
        phase.close(
            live_meeting.meeting, by=live_meeting.membership("fay"), seen="close"
        )


@pytest.mark.at("open")
def test_an_abandoned_meeting_wraps_nothing_up(live_meeting: LiveMeeting):
    live_meeting.go_to("open")

    phase.abandon(live_meeting.meeting, by=live_meeting.membership("fay"))

    assert live_meeting.meeting.state == Meeting.State.ABANDONED
    assert not Notice.objects.filter(kind="wrap_up").exists()


@pytest.mark.at("open")
def test_any_member_closes_a_forgotten_room_but_not_a_running_one(
    live_meeting: LiveMeeting,
):
    live_meeting.go_to("open")
    with pytest.raises(PermissionDenied):
        phase.abandon(live_meeting.meeting, by=live_meeting.membership("ben"))

    with at(live_meeting.meeting.ends_at + dt.timedelta(hours=3)):
        phase.abandon(live_meeting.meeting, by=live_meeting.membership("ben"))

    assert live_meeting.meeting.state == Meeting.State.ABANDONED
