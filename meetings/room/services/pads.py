"""Keep a member's private notes while somebody else speaks."""

from django.db import transaction

from actionlearning.lib.clock import shared_now
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Meeting, Slip
from meetings.room.services.inquiry import fingerprint, written_meanwhile
from sets.models import Membership


@transaction.atomic
def write(meeting: Meeting, *, by: Membership, text: str, seen: str) -> Meeting:
    """Save one's own pad; nobody else sees it, and nothing is logged.

    `seen` is the `fingerprint` of the text the writer started from. Raises `Conflict`
    if another window of the same person has stored another text meanwhile.
    """
    meeting = lock_live_meeting(meeting, by=by)
    pad = meeting.slips.filter(kind=Slip.Kind.PAD, membership=by).first()
    stored = pad.text if pad else ""
    if stored == text:
        return meeting
    if fingerprint(stored) != seen:
        raise written_meanwhile(stored)
    if pad is None:
        pad = Slip.objects.create(meeting=meeting, membership=by, kind=Slip.Kind.PAD)
    pad.text, pad.at = text, shared_now()
    pad.save(update_fields=["text", "at"])
    return commit_change(meeting, announce=False)
