"""Who is in the room: each open page reports every twenty seconds."""

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Greatest

from actionlearning.lib.clock import shared_now
from meetings.locking import commit_change, lock_meeting
from meetings.models import Meeting
from meetings.permissions import STAND_IN_AFTER, is_open
from meetings.room.services import lobby, phase
from meetings.state import current_presenter
from sets.log import record
from sets.models import Membership
from sets.verbs import Verb

#: How long a page may be silent before its person counts as away.
AWAY_AFTER = STAND_IN_AFTER


def seen(meeting: Meeting, *, by: Membership) -> Meeting:
    """Note that a page is open; the room changes only if somebody comes or goes.

    If the room is open, this also lets in a member who has not entered yet. It marks
    members as away if they have been silent for a minute.
    """
    moment = shared_now()
    here = meeting.attendances.filter(membership=by, present_at__isnull=False)
    # Of two pages the later one counts, even if the other had to wait for the row.
    newest = Greatest(Coalesce("seen_at", Value(moment)), Value(moment))
    if not here.filter(is_away=False).update(seen_at=newest):
        if here.exists() or is_open(meeting, moment):
            return lobby.enter(meeting, by=by)
        return meeting
    silent = meeting.attendances.filter(
        present_at__isnull=False, is_away=False, seen_at__lt=moment - AWAY_AFTER
    )
    return _mark_away(meeting, by=by) if silent.exists() else meeting


@transaction.atomic
def _mark_away(meeting: Meeting, *, by: Membership) -> Meeting:
    meeting = lock_meeting(meeting, by=by)
    silent = meeting.attendances.filter(
        present_at__isnull=False,
        is_away=False,
        seen_at__lt=shared_now() - AWAY_AFTER,
    )
    gone = list(silent.values_list("membership_id", flat=True))
    if not silent.update(is_away=True):
        return meeting
    return commit_change(meeting, fields=_wait_for_the_presenter(meeting, gone))


def _wait_for_the_presenter(meeting: Meeting, gone: list[int]) -> tuple[str, ...]:
    """Stop the clock if the presenter has dropped out of their airtime.

    This happens only at the moment when the absence shows: a set that goes on without
    the presenter is not stopped again. See docs/domain.md#dropping-out.
    """
    presenter = current_presenter(meeting) if meeting.is_live else None
    if presenter is None or presenter.pk not in gone:
        return ()
    if not phase.stop_clock(meeting):
        return ()
    record(meeting.learning_set, Verb.PRESENTER_DROPPED_OUT, by=None, about=presenter)
    return phase.CLOCK
