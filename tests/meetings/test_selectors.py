"""Which meetings count for whom."""

import datetime as dt

from actionlearning.lib.clock import at, shared_now
from meetings.models import Meeting
from meetings.selectors import held_per_membership
from sets.models import Membership
from tests.meetings.room.live_meeting import LiveMeeting


def test_who_joined_in_the_minute_of_an_early_start_was_there(
    live_meeting: LiveMeeting,
):
    moment, tom = shared_now().replace(second=40), live_meeting.membership("tom")
    with at(moment):
        meeting = live_meeting.start().meeting
    Meeting.objects.filter(pk=meeting.pk).update(state="ended", ended_at=moment)

    def counts(joined_at: dt.datetime) -> bool:
        Membership.objects.filter(pk=tom.pk).update(joined_at=joined_at)
        own = held_per_membership().filter(pk=meeting.pk)
        return tom.pk in own.values_list("learning_set__memberships", flat=True)

    meeting.refresh_from_db()
    assert meeting.starts_at < moment
    assert counts(moment - dt.timedelta(seconds=9))
    assert not counts(moment + dt.timedelta(seconds=9))
