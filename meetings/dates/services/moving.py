"""Move one meeting to another time or place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.services import cancel, notify
from meetings.chat import services as chat
from meetings.dates.queries.additional import in_the_way
from meetings.locking import commit_change, lock_meeting
from meetings.models import Action, Attendance, Meeting
from meetings.permissions import may_plan
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb

FARTHEST = dt.timedelta(days=366)
#: Notices about the coming day of a meeting, which are useless once it is moved.
OF_THE_DAY = ("meeting_reminder", "report_due", "meeting_moved", "meeting_entry")


class Where(NamedTuple):
    """The length and the place of a meeting."""

    minutes: int
    place: str
    link: str

    @classmethod
    def of(cls, meeting: Meeting) -> Where:
        """Return the present ones of a meeting."""
        return cls(meeting.minutes, meeting.place, meeting.link)


@transaction.atomic
def move(
    meeting: Meeting,
    *,
    by: Membership,
    date: dt.date,
    time: dt.time,
    where: Where | None = None,
    seen: int | None = None,
    asked: bool = False,
) -> Meeting:
    """Move a meeting that has not been held to another time or place; tell everybody.

    The meeting keeps its number, and the series does not fill the gap. Due dates of that
    day move along. Unless only the place changes, everybody is asked again for a reply, and
    the rota chooses the facilitator again. `seen` is the sequence that the caller saw.
    `asked` says that a poll asked the set for the time, so that its author may move the
    meeting. Raises `Stale` if the meeting has changed since, and `NotAllowedYet` if the set
    cannot meet at that time.
    """
    meeting = lock_meeting(meeting, by=by)
    require(asked or may_plan(by, meeting))
    if not (meeting.is_scheduled or meeting.is_missed):
        raise Stale(_("This meeting has begun, so it can’t be moved."))
    starts_at = instant_of(date, time, meeting.zone)
    is_elsewhere = where not in {None, Where.of(meeting)}
    is_there = starts_at == meeting.starts_at and meeting.is_scheduled
    if is_there and not is_elsewhere:
        return meeting
    if seen not in {None, meeting.sequence}:
        raise Stale(_("Somebody has already moved this meeting."))
    was = meeting.starts_at
    if where:
        meeting.minutes, meeting.place, meeting.link = where
    check_time(meeting.learning_set, starts_at, meeting.minutes, beside=[meeting.pk])
    if not is_there:
        _put_on(meeting, date, time, starts_at)
    meeting.sequence += 1
    _tell_of_move(meeting, was, by=by)
    chat.tell_moved(meeting, was)
    when = ("planned_on", "date", "time", "starts_at", "dated_at", *Where._fields)
    fields = (*when, "sequence", "state", "is_short", "facilitator")
    return commit_change(meeting, log=Verb.MEETING_MOVED, by=by, fields=fields)


def _put_on(
    meeting: Meeting, date: dt.date, time: dt.time, starts_at: dt.datetime
) -> None:
    due = meeting.date
    meeting.planned_on = meeting.planned_on or meeting.date
    meeting.date, meeting.time, meeting.starts_at = date, time, starts_at
    meeting.dated_at = now()
    meeting.state, meeting.is_short = Meeting.State.SCHEDULED, False
    meeting.facilitator = None
    ask_anew(meeting)
    if date != due:
        move_due_dates(meeting.learning_set, {due: date})
        cancel(set_code=meeting.learning_set.code, kinds=OF_THE_DAY, meeting=meeting.pk)


def bring_forward(meeting: Meeting, moment: dt.datetime) -> tuple[str, ...]:
    """Put a locked meeting that begins early on its real hours; return the changed fields.

    Record, lists, calendars and rota then say when the set met. Its date in the series is
    kept, so that no second meeting is made for it, and due dates of its day move along.
    """
    there = local(moment.replace(second=0, microsecond=0), meeting.zone)
    due = meeting.date
    meeting.planned_on = meeting.planned_on or meeting.date
    meeting.date, meeting.time = there.date(), there.time()
    meeting.starts_at = there.astimezone(dt.UTC)
    meeting.sequence += 1
    move_due_dates(meeting.learning_set, {due: meeting.date})
    return ("planned_on", "date", "time", "starts_at", "sequence")


def rehearse(
    meeting: Meeting, date: dt.date, time: dt.time, where: Where
) -> tuple[dt.datetime, Where] | None:
    """Return the new start and place of a meeting, or None if nothing would change.

    Nothing is stored. Raises `NotAllowedYet` if the set cannot meet then.
    """
    starts_at = instant_of(date, time, meeting.zone)
    if starts_at == meeting.starts_at and where == Where.of(meeting):
        return None if meeting.is_scheduled else (starts_at, where)
    check_time(meeting.learning_set, starts_at, where.minutes, beside=[meeting.pk])
    return starts_at, where


def check_time(
    of: LearningSet, starts_at: dt.datetime, minutes: int, beside: Collection[int] = ()
) -> None:
    """Raise `NotAllowedYet` if the time is past, too far away, or taken.

    `beside` holds the ids of meetings that are moved at the same time.
    """
    if starts_at <= now():
        raise NotAllowedYet(_("This is in the past: choose a later date or time."))
    if starts_at > now() + FARTHEST:
        raise NotAllowedYet(_("Choose a date within a year."))
    refuse_taken(of, starts_at, minutes, beside)


def refuse_taken(
    of: LearningSet, starts_at: dt.datetime, minutes: int, beside: Collection[int] = ()
) -> None:
    """Raise `NotAllowedYet` if the set has another meeting at that time."""
    if other := in_the_way(of, starts_at, minutes, beside=beside):
        raise NotAllowedYet(
            _("Meeting %(number)d is already at that time.") % {"number": other.number}
        )


def ask_anew(meeting: Meeting) -> None:
    """Delete the replies, and who waits in the room, because the day is another."""
    meeting.attendances.update(
        reply=Attendance.Reply.UNKNOWN,
        reason="",
        declined_at=None,
        replied_at=None,
        present_at=None,
        seen_at=None,
        is_away=False,
    )


def move_due_dates(of: LearningSet, days: dict[dt.date, dt.date]) -> None:
    """Move due dates from the old days of meetings to their new ones.

    One statement does it, so that no action is moved twice.
    """
    moves = {old: new for old, new in days.items() if old != new}
    if not moves:
        return
    new_day = Case(*(When(due_on=old, then=Value(new)) for old, new in moves.items()))
    actions = Action.objects.filter(
        learning_set=of, state=Action.State.OPEN, due_on__in=moves
    )
    actions.update(due_on=new_day)


def _tell_of_move(meeting: Meeting, was: dt.datetime, *, by: Membership) -> None:
    memberships = Membership.current.of(meeting.learning_set)
    for membership in memberships.select_related("user"):
        notify(
            "meeting_moved",
            to=membership.user,
            key=f"meeting_moved:{meeting.pk}:{membership.user_id}:{meeting.version + 1}",
            about={
                "meeting": meeting.pk,
                "was": was.isoformat(),
                "to": meeting.starts_at.isoformat(),
                "by": by.pk,
            },
            useless_after=meeting.starts_at,
            set_code=meeting.learning_set.code,
        )
