"""Tell the facilitator what helped and what to have more of; nobody else reads it."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from meetings.locking import commit_change, lock_live_meeting
from meetings.models import Feedback, Meeting
from meetings.permissions import may_tell_facilitator
from meetings.state import current_phase
from sets.models import Membership
from sets.permissions import require

PHASES = {"review", "close"}


@transaction.atomic
def tell(
    meeting: Meeting, *, by: Membership, helped: str = "", more_of: str = ""
) -> Meeting:
    """Replace what one told the facilitator before; the same key again clears it.

    Both are keys of `looking_back`. Nothing is logged, so that nobody learns who told.
    """
    meeting = lock_live_meeting(meeting, by=by)
    require(may_tell_facilitator(by, meeting))
    if current_phase(meeting).kind not in PHASES:
        raise Stale(_("The set has moved on."))
    told, _is_new = Feedback.objects.get_or_create(
        meeting=meeting, membership=by, to=meeting.facilitator
    )
    if helped:
        told.helped = "" if told.helped == helped else helped
    if more_of:
        told.more_of = "" if told.more_of == more_of else more_of
    told.at = now()
    if told.helped or told.more_of:
        told.save(update_fields=["helped", "more_of", "at"])
    else:
        told.delete()
    return commit_change(meeting, announce=False)
