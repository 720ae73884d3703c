"""One laptop for several people: the facilitator records for those beside it.

A member who sits beside the laptop is in the room without a page, so the room does not
count them as away. As soon as a page of their own answers, they speak for themselves.
Everything that is recorded for them carries the facilitator's name until they confirm
it.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import shared_now
from actionlearning.lib.errors import NotAllowedYet, Stale
from meetings.locking import commit_change, lock_meeting, lock_steered_meeting
from meetings.models import Attendance, Meeting, Slip
from meetings.permissions import may_steer, may_take_part
from meetings.room.services import bids, turns
from meetings.room.services.inquiry import fingerprint
from meetings.state import current_inquiry
from sets.log import record
from sets.models import Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def seat(meeting: Meeting, *, by: Membership, who: Membership) -> Meeting:
    """Mark, as facilitator, that a member sits here without a page of their own."""
    meeting = _steered(meeting, by=by, who=who)
    attendance, _is_new = Attendance.objects.get_or_create(
        meeting=meeting, membership=who
    )
    if attendance.sits_beside:
        return meeting
    was_here = attendance.present_at is not None and not attendance.is_away
    if was_here:
        raise Stale(_("%(name)s is already here.") % {"name": who.first_name})
    attendance.present_at = attendance.present_at or shared_now()
    attendance.seen_at, attendance.is_away = None, False
    attendance.save(update_fields=["present_at", "seen_at", "is_away"])
    if meeting.is_live:
        turns.append(meeting, who)
    return commit_change(meeting, log=Verb.ROOM_ENTERED, by=by, about=attendance)


@transaction.atomic
def leave(meeting: Meeting, *, by: Membership, who: Membership) -> Meeting:
    """Mark that a member who sat here has gone."""
    meeting = _steered(meeting, by=by, who=who)
    attendance = _attendance(meeting, who)
    if attendance is None or not attendance.sits_beside:
        return meeting
    attendance.is_away = True
    attendance.save(update_fields=["is_away"])
    return commit_change(meeting, log=Verb.ROOM_LEFT, by=by, about=attendance)


@transaction.atomic
def bid(
    meeting: Meeting,
    *,
    by: Membership,
    who: Membership,
    sentence: str,
    client_id: uuid.UUID,
) -> Meeting:
    """Write down, as facilitator, the bid of a member beside the laptop."""
    meeting = _steered(meeting, by=by, who=who)
    _check_beside(meeting, who)
    meeting = bids.submit(meeting, by=who, sentence=sentence, client_id=client_id)
    record(meeting.learning_set, Verb.BID_RECORDED, by=by.user, about=who)
    return meeting


@transaction.atomic
def said_yes(
    meeting: Meeting, *, by: Membership, question: str, proposed: str
) -> Meeting:
    """Store a proposal after the presenter, who sits here, said yes aloud.

    `proposed` is the `fingerprint` of the text that was read to them. Raises `Stale` if
    it reads otherwise now. The answer stays recorded by the facilitator until the
    presenter confirms it.
    """
    meeting = lock_steered_meeting(meeting, by=by)
    inquiry = current_inquiry(meeting)
    if inquiry is None:
        raise Stale(_("No issue has been chosen."))
    _check_beside(meeting, inquiry.presenter)
    slip = meeting.slips.filter(
        kind=Slip.Kind.WORDS, slot=inquiry.slot, about=question
    ).first()
    if slip is None:
        return meeting
    if fingerprint(slip.text) != proposed:
        raise Stale(_("It has changed in the meantime. Read it aloud again."))
    setattr(inquiry, question, slip.text)
    inquiry.recorded_by, inquiry.confirmed_at = by, None
    inquiry.save(update_fields=[question, "recorded_by", "confirmed_at"])
    slip.delete()
    return commit_change(meeting, log=Verb.INQUIRY_RECORDED, by=by, about=inquiry)


def _steered(meeting: Meeting, *, by: Membership, who: Membership) -> Meeting:
    meeting = lock_meeting(meeting, by=by)
    own = who.learning_set_id == meeting.learning_set_id and not who.has_left
    require(may_steer(by, meeting) and own and may_take_part(who))
    if not (meeting.is_scheduled or meeting.is_live):
        raise Stale(_("The meeting is over."))
    return meeting


def _check_beside(meeting: Meeting, who: Membership) -> None:
    attendance = _attendance(meeting, who)
    if attendance is None or not attendance.sits_beside:
        raise NotAllowedYet(
            _("%(name)s is not sitting at this laptop.") % {"name": who.first_name}
        )


def _attendance(meeting: Meeting, who: Membership) -> Attendance | None:
    return meeting.attendances.filter(membership=who).first()
