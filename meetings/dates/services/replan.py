"""Change the rule of a set from one of its meetings on."""

import datetime as dt
from collections.abc import Collection
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, now
from actionlearning.lib.errors import NotAllowedYet, Stale
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import cancel, notify
from meetings.chat import services as chat
from meetings.dates.queries import replanning
from meetings.dates.queries.replanning import Change, Plan, Shift, slot
from meetings.dates.services.moving import (
    FARTHEST,
    OF_THE_DAY,
    Where,
    ask_anew,
    move_due_dates,
    refuse_taken,
)
from meetings.dates.services.schedule import materialise
from meetings.locking import commit_change, lock_dates
from meetings.models import Meeting, Series
from meetings.models.series import columns
from meetings.permissions import may_plan_all
from meetings.recurrence import DAY, ending
from meetings.selectors import everybody
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb

NEWS_FOR = dt.timedelta(days=14)
#: Only these fields are written: those of the room may change at the same time.
AHEAD_OF_US = (Meeting.State.SCHEDULED, Meeting.State.CANCELLED)
WHEN = ("date", "time", "starts_at", "dated_at")
FIELDS = (
    "series",
    "planned_on",
    *WHEN,
    *Where._fields,
    "sequence",
    "state",
    "is_short",
    "facilitator",
)


@transaction.atomic
def replan(
    meeting: Meeting,
    *,
    by: Membership,
    scope: str,
    plan: Plan,
    seen: int | None = None,
) -> Series:
    """Let the set meet by another rule from this meeting, or the first one ahead.

    Past meetings keep their rule and their instant: the new rule is a new series, and the
    old one ends the day before. Meetings ahead keep their numbers, and due dates move with
    them; a meeting without a date in the new rule is cancelled. Everybody gets one message
    about all of it. `seen` is the mark of the dates that the caller saw. Raises `Stale` if
    they have changed since, and `NotAllowedYet` if the set cannot meet so.
    """
    meeting = lock_dates(meeting, by=by)
    require(may_plan_all(by))
    refuse_stale(meeting.learning_set, seen)
    if not may_follow(meeting, now()):
        raise Stale(_("This meeting has begun, so it can’t be moved."))
    of = meeting.learning_set
    change = replanning.change(meeting, scope, plan, now())
    check(change)
    moves = replanning.moves_any(change)
    series = _begin(change)
    days = _new_days(change)
    for each in change.shifts:
        _apply(each, series)
    move_due_dates(of, days)
    materialise(now(), only=of)
    off = [str(meeting.pk) for meeting in change.called_off]
    tell_dates(series, by=by, off=off, moves=moves)
    chat.tell_changed(of, series)
    record(of, Verb.DATES_CHANGED, by=by.user, about=change.first)
    return series


def refuse_stale(of: LearningSet, seen: int | None) -> None:
    """Raise `Stale` if the dates have changed since the caller saw them."""
    if seen not in {None, replanning.mark(of)}:
        raise Stale(
            _(
                "Somebody has changed the dates in the meantime. These are the dates "
                "now."
            )
        )


def may_follow(meeting: Meeting, moment: dt.datetime) -> bool:
    """Return whether a rule made this meeting and it is ahead."""
    return (
        meeting.is_scheduled
        and meeting.series_id is not None
        and meeting.starts_at > moment
    )


def check(change: Change) -> None:
    """Raise `NotAllowedYet` if there is no new date, or two meetings would overlap."""
    plan, zone = change.plan, change.first.zone
    beside = [each.meeting.pk for each in change.shifts if not each.stays]
    going = sorted(each.to for each in change.shifts if _goes(each) and each.to)
    if not going:
        raise NotAllowedYet(_("With this rule there would be no meeting at all."))
    starts = [instant_of(on, plan.time, zone) for on in going]
    length = dt.timedelta(minutes=plan.minutes)
    if any(later - start < length for start, later in pairwise(starts)):
        raise NotAllowedYet(
            _("A meeting would begin before the one before it has ended.")
        )
    if starts[0] > now() + FARTHEST:
        raise NotAllowedYet(_("Choose a date within a year."))
    for starts_at in starts:
        refuse_taken(change.first.learning_set, starts_at, plan.minutes, beside)


def _goes(shift: Shift) -> bool:
    return shift.to is not None and not shift.stays


def _begin(change: Change) -> Series:
    """End the present series the day before, and begin the new one."""
    first, plan = change.first, change.plan
    before = slot(first) - DAY
    old = first.learning_set.series.exclude(ends_on__lt=before)
    old.update(ends_on=before)
    rule = ending(plan.rule)
    copied = first.series or Series()
    return Series.objects.create(
        learning_set=first.learning_set,
        frequency=rule.frequency,
        starts_on=rule.starts_on,
        time=plan.time,
        zone=first.zone,
        minutes=plan.minutes,
        place=plan.place,
        link=plan.link,
        format=copied.format,
        own_format_id=copied.own_format_id,
        **columns(rule),
    )


def _new_days(change: Change) -> dict[dt.date, dt.date]:
    """Return the new day by old day; days after the last new date map to it."""
    going = {each.meeting.date: each.to for each in change.shifts if _goes(each)}
    days = {old: new for old, new in going.items() if new}
    last = max(days.values())
    return {meeting.date: last for meeting in change.called_off} | days


def _apply(shift: Shift, series: Series) -> None:
    """Store the change of one meeting, and announce it to people in its room."""
    meeting, before = shift.meeting, _facts(shift.meeting)
    if meeting.starts_at <= now() or meeting.state not in AHEAD_OF_US:
        return
    if shift.to:
        meeting.series = series
    if shift.is_called_off:
        meeting.state, meeting.facilitator = Meeting.State.CANCELLED, None
        call_off_notices(meeting)
    elif meeting.is_scheduled:
        meeting.minutes, meeting.place, meeting.link = (
            series.minutes,
            series.place,
            series.link,
        )
    if shift.stays:
        meeting.planned_on = shift.to or meeting.planned_on
    elif shift.to:
        _put_on(meeting, shift.to, series.time)
    if before != _facts(meeting):
        meeting.sequence += 1
    commit_change(meeting, fields=FIELDS)


def _put_on(meeting: Meeting, on: dt.date, time: dt.time) -> None:
    was, meeting.planned_on = meeting.starts_at, None
    meeting.starts_at = instant_of(on, time, meeting.zone)
    if on != meeting.date:
        call_off_notices(meeting)
    meeting.date, meeting.time = on, time
    if meeting.starts_at != was:
        meeting.dated_at = now()
        meeting.facilitator, meeting.is_short = None, False
        ask_anew(meeting)


def _facts(meeting: Meeting) -> tuple[object, ...]:
    return meeting.state, meeting.starts_at, *Where.of(meeting)


def call_off_notices(meeting: Meeting) -> None:
    """Cancel the waiting notices about a day on which the set does not meet."""
    code = meeting.learning_set.code
    cancel(set_code=code, kinds=OF_THE_DAY, meeting=meeting.pk)


def tell_dates(
    series: Series, *, by: Membership, off: Collection[str] = (), moves: bool = True
) -> None:
    """Queue one notice for each person, with the ids of remaining and cancelled meetings.

    It replaces the notice of an earlier change that was not sent yet.
    """
    of = series.learning_set
    gone = {*off, *_unsaid(of)}
    coming = list(of.meetings.filter(series=series, state=Meeting.State.SCHEDULED))
    for membership in everybody(of):
        notify(
            "dates_changed",
            to=membership.user,
            key=f"dates_changed:{series.pk}:{membership.user_id}",
            about={
                "meetings": ",".join(str(meeting.pk) for meeting in coming),
                "cancelled": ",".join(sorted(gone, key=int)),
                "series": series.pk,
                "moves": int(moves or bool(gone)),
                "by": by.pk,
            },
            useless_after=max(
                [now() + NEWS_FOR, *(meeting.starts_at for meeting in coming)]
            ),
            set_code=of.code,
        )


def _unsaid(of: LearningSet) -> set[str]:
    waiting = Notice.objects.filter(
        kind="dates_changed", set_code=of.code, state=Notice.State.WAITING
    )
    found = list(waiting.values_list("about__cancelled", flat=True))
    cancel(set_code=of.code, kinds=("dates_changed",))
    return {pk for each in found for pk in str(each).split(",") if pk}
