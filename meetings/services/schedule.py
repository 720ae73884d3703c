"""Make meetings ahead from the rules by which sets meet, and move one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.outbox.services import cancel, notify
from meetings.models import Action, Attendance, Meeting, Series
from meetings.recurrence import Rule, dates
from meetings.rules import may_plan
from meetings.services.room import NotYet, Stale, changed, hold
from sets.models import LearningSet, Membership
from sets.rules import require

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Counts(TypedDict):
        to_come: int
        last: dt.date | None

    Short = WithAnnotations[Series, Counts]

AHEAD = 3  #: meetings of a series that always lie in the future
FARTHEST = dt.timedelta(days=366)
#: What is said of a meeting's day before it comes; useless once it is another day.
OF_THE_DAY = ("meeting_reminder", "report_due", "meeting_moved", "meeting_entry")


def materialise(moment: dt.datetime, *, only: LearningSet | None = None) -> int:
    """Make the meetings that are missing ahead of `moment`; return how many.

    Every open set, or `only` one. Repeatable, and safe with two schedulers at once: the
    sets are locked before anything is counted, and a series has one meeting per date.
    What was missed while nothing ran is not made up.
    """
    short = _short(moment)
    if only:
        short = short.filter(learning_set=only)
    sets = sorted(set(short.values_list("learning_set_id", flat=True)))
    if not sets:
        return 0
    with transaction.atomic():
        locked = LearningSet.objects.select_for_update(no_key=True).filter(pk__in=sets)
        numbers = _last_numbers(list(locked.order_by("pk")))
        new = []
        for series in _short(moment).filter(learning_set__in=sets).order_by("pk"):
            for on in _missing(series, moment):
                numbers[series.learning_set_id] += 1
                new.append(_meeting(series, on, numbers[series.learning_set_id]))
        Meeting.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def move(
    meeting: Meeting,
    *,
    by: Membership,
    date: dt.date,
    time: dt.time,
    seen: dt.datetime | None = None,
) -> Meeting:
    """Put a meeting that has not been held on another date; tell everybody in the set.

    It keeps its number, and the series does not fill the gap. Due dates of that day move
    along. Everybody is asked anew whether they come, and the rota who facilitates.
    `seen` is the start that the caller saw: raises `Stale` where it is another by now,
    `NotYet` for a time that cannot be.
    """
    meeting = hold(meeting, by=by)
    require(may_plan(by, meeting))
    if not (meeting.is_scheduled or meeting.is_missed):
        raise Stale(_("This meeting has begun, so that it stays where it is."))
    starts_at = instant_of(date, time, meeting.zone)
    if starts_at == meeting.starts_at and meeting.is_scheduled:
        return meeting
    if seen not in {None, meeting.starts_at}:
        raise Stale(_("Somebody has moved this meeting already."))
    _check_time(meeting, starts_at)
    was, due = meeting.starts_at, meeting.date
    meeting.planned_on = meeting.planned_on or meeting.date
    meeting.date, meeting.time, meeting.starts_at = date, time, starts_at
    meeting.state, meeting.is_short = Meeting.State.SCHEDULED, False
    meeting.facilitator = None
    meeting.sequence += 1
    _ask_anew(meeting)
    if date != due:
        _move_due_dates(meeting, due)
        cancel(set_code=by.learning_set.code, kinds=OF_THE_DAY, meeting=meeting.pk)
    _tell_of_move(meeting, was, by=by)
    when = ("planned_on", "date", "time", "starts_at")
    fields = (*when, "sequence", "state", "is_short", "facilitator")
    return changed(meeting, "meeting.moved", by=by, fields=fields)


def _check_time(meeting: Meeting, starts_at: dt.datetime) -> None:
    if starts_at <= now():
        raise NotYet(_("This lies in the past: choose a later date or time."))
    if starts_at > now() + FARTHEST:
        raise NotYet(_("Choose a date within a year."))
    ends_at = starts_at + dt.timedelta(minutes=meeting.minutes)
    others = meeting.learning_set.meetings.filter(
        state=Meeting.State.SCHEDULED, starts_at__lt=ends_at
    ).exclude(pk=meeting.pk)
    for other in others.order_by("-starts_at")[:1]:
        if other.ends_at > starts_at:
            raise NotYet(
                _("Meeting %(number)d is at that time already.")
                % {"number": other.number}
            )


def _ask_anew(meeting: Meeting) -> None:
    meeting.attendances.update(
        reply=Attendance.Reply.UNKNOWN,
        replied_at=None,
        present_at=None,
        seen_at=None,
        is_away=False,
    )


def _move_due_dates(meeting: Meeting, due: dt.date) -> None:
    """What was due at the meeting is due at it still."""
    actions = Action.objects.filter(
        learning_set=meeting.learning_set, state=Action.State.OPEN, due_on=due
    )
    actions.update(due_on=meeting.date)


def _tell_of_move(meeting: Meeting, was: dt.datetime, *, by: Membership) -> None:
    places = Membership.current.filter(learning_set=meeting.learning_set)
    for place in places.select_related("user"):
        notify(
            "meeting_moved",
            to=place.user,
            key=f"meeting_moved:{meeting.pk}:{place.user_id}:{meeting.version + 1}",
            about={
                "meeting": meeting.pk,
                "was": was.isoformat(),
                "to": meeting.starts_at.isoformat(),
                "by": by.pk,
            },
            useless_after=meeting.starts_at,
            set_code=meeting.learning_set.code,
        )


def _short(moment: dt.datetime) -> QuerySet[Short]:
    """Return the series of open sets with too few meetings ahead, and not at their end."""
    to_come = Q(meetings__starts_at__gt=moment, meetings__state="scheduled")
    return (
        Series.objects.filter(learning_set__closed_at=None)
        .exclude(ends_on__lt=moment.date() - dt.timedelta(days=1))
        .annotate(
            to_come=Count("meetings", filter=to_come),
            last=Max(Coalesce("meetings__planned_on", "meetings__date")),
        )
        .filter(to_come__lt=AHEAD)
    )


def _last_numbers(sets: list[LearningSet]) -> dict[int, int]:
    counted = LearningSet.objects.filter(pk__in=[s.pk for s in sets]).annotate(
        last=Max("meetings__number")
    )
    return {each.pk: each.last or 0 for each in counted}


def _missing(series: Short, moment: dt.datetime) -> Iterator[dt.date]:
    rule = Rule(series.frequency, series.starts_on, series.ends_on)
    yesterday = local(moment, series.zone).date() - dt.timedelta(days=1)
    after = max(series.last or yesterday, yesterday)
    ahead = (
        on
        for on in dates(rule, after)
        if instant_of(on, series.time, series.zone) > moment
    )
    return islice(ahead, AHEAD - series.to_come)


def _meeting(series: Series, on: dt.date, number: int) -> Meeting:
    return Meeting(
        learning_set_id=series.learning_set_id,
        series=series,
        number=number,
        date=on,
        time=series.time,
        zone=series.zone,
        starts_at=instant_of(on, series.time, series.zone),
        minutes=series.minutes,
        place=series.place,
        link=series.link,
        format=series.format,
        own_format_id=series.own_format_id,
    )
