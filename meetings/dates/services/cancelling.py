"""Cancel one meeting, or it and all later ones. None of them is made again."""

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.services import notify
from meetings.chat import services as chat
from meetings.dates.queries.replanning import FOLLOWING, slot
from meetings.dates.services.moving import move_due_dates
from meetings.dates.services.replan import NEWS_FOR, call_off_notices, refuse_stale
from meetings.locking import commit_change, lock_dates
from meetings.models import Attendance, Meeting
from meetings.permissions import may_plan, may_plan_all
from meetings.recurrence import DAY
from meetings.selectors import everybody
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb

FIELDS = ("state", "facilitator", "sequence")


@transaction.atomic
def call_off(
    meeting: Meeting, *, by: Membership, scope: str, seen: int | None = None
) -> list[Meeting]:
    """Cancel a meeting ahead, or it and every later one, and tell everybody.

    Actions due at the meeting become due at the next remaining one; if there is none, they
    stay due. Cancelling all later ones ends the rule too. Cancelling twice changes nothing.
    `seen` is the mark of the dates that the caller saw. Raises `Stale` if they have changed
    since, and `NotAllowedYet` if the meeting's time has come.
    """
    meeting = lock_dates(meeting, by=by)
    require(may_plan_all(by) if scope == FOLLOWING else may_plan(by, meeting))
    if meeting.state == Meeting.State.CANCELLED:
        return []
    refuse_stale(meeting.learning_set, seen)
    if not meeting.is_scheduled:
        raise Stale(_("This meeting has already begun."))
    if meeting.starts_at <= now():
        raise NotAllowedYet(
            _("Its time has already come. Say instead that it did not take place.")
        )
    of = meeting.learning_set
    off = from_here_on(meeting) if scope == FOLLOWING else [meeting]
    if scope == FOLLOWING:
        of.series.exclude(ends_on__lt=slot(meeting)).update(ends_on=slot(meeting) - DAY)
    for each in off:
        each.state, each.facilitator = Meeting.State.CANCELLED, None
        each.sequence += 1
        call_off_notices(each)
        commit_change(each, fields=FIELDS)
    Attendance.objects.filter(meeting__in=off).update(reason="")
    _hand_on_what_is_due(of, off)
    _tell(of, off, by=by)
    chat.tell_cancelled(of, off)
    record(of, Verb.MEETING_CANCELLED, by=by.user, about=meeting)
    return off


def from_here_on(meeting: Meeting) -> list[Meeting]:
    """Return a meeting and every later planned one, with or without a rule."""
    rows = meeting.learning_set.meetings.filter(
        state=Meeting.State.SCHEDULED, starts_at__gte=meeting.starts_at
    )
    return list(rows.select_related("learning_set").order_by("starts_at", "pk"))


def _hand_on_what_is_due(of: LearningSet, off: list[Meeting]) -> None:
    later = of.meetings.filter(
        state=Meeting.State.SCHEDULED, starts_at__gt=off[-1].starts_at
    ).order_by("starts_at", "pk")
    if following := later.first():
        move_due_dates(of, {each.date: following.date for each in off})


def _tell(of: LearningSet, off: list[Meeting], *, by: Membership) -> None:
    ids = [meeting.pk for meeting in off]
    about: dict[str, int | str] = {"meetings": ",".join(map(str, ids)), "by": by.pk}
    if len(ids) == 1:
        about["meeting"] = ids[0]
    for membership in everybody(of):
        notify(
            "meeting_cancelled",
            to=membership.user,
            key=f"meeting_cancelled:{ids[0]}:{membership.user_id}:{off[0].sequence}",
            about=about,
            useless_after=max(off[-1].starts_at, now() + NEWS_FOR),
            set_code=of.code,
        )
