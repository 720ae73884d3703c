"""A short silence: anybody may ask, and nobody is named for it."""

from django.db import transaction

from actionlearning.lib.clock import shared_now
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Meeting
from meetings.models.meeting import SILENCE
from sets.models import Membership


@transaction.atomic
def ask(meeting: Meeting, *, by: Membership) -> Meeting:
    """Let the room be silent for a moment (`SILENCE`), unless it is silent already.

    Each browser ends the silence by itself, from the instant. Neither the row nor the
    log says who asked.
    """
    meeting = lock_live_meeting(meeting, by=by)
    moment = shared_now()
    if meeting.silence_until and meeting.silence_until > moment:
        return meeting
    meeting.silence_until = moment + SILENCE
    return commit_change(meeting, fields=("silence_until",))
