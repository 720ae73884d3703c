"""Let a member who is here read out the report-back of one who is not."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.locking import commit_change, lock_steered_meeting
from meetings.models import Meeting, Turn
from meetings.room.queries.beyond import filed
from meetings.room.services.turns import turn_of
from meetings.state import people_here
from sets.models import Membership
from sets.verbs import Verb

PHASE = "report_backs"


@transaction.atomic
def name_reader(
    meeting: Meeting, *, by: Membership, absent: Membership, reader: Membership
) -> Meeting:
    """Have a filed report-back read out, at the end of the round or at once.

    The reading takes a turn of its own, so that the reader keeps theirs. An absent
    member who comes after all reports for themselves. Raises `Stale` if the round is
    over, or if the report was read already.
    """
    meeting = lock_steered_meeting(meeting, by=by)
    if meeting.phase != PHASE:
        raise Stale(_("That round is over."))
    _check(meeting, absent, reader)
    turn = turn_of(meeting, absent)
    if turn.state != Turn.State.WAITING:
        raise Stale(_("That turn has been taken."))
    turn.reader = reader
    turn.save(update_fields=["reader"])
    return commit_change(meeting, log=Verb.READER_NAMED, by=by, about=turn)


def _check(meeting: Meeting, absent: Membership, reader: Membership) -> None:
    present = set(people_here(meeting).values_list("pk", flat=True))
    away = meeting.attendances.filter(is_away=True)
    present -= set(away.values_list("membership_id", flat=True))
    if absent.pk in present:
        raise Stale(_("%(name)s is here.") % {"name": absent.first_name})
    if reader.pk not in present:
        raise NotAllowedYet(_("%(name)s is not here.") % {"name": reader.first_name})
    if absent.pk not in filed(meeting):
        raise NotAllowedYet(
            _("%(name)s has not filed a report-back.") % {"name": absent.first_name}
        )
