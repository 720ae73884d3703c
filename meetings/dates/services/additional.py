"""Add a meeting outside the set's rule."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from actionlearning.lib.clock import instant_of
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import queue
from meetings.chat import services as chat
from meetings.dates.queries.additional import usual
from meetings.dates.services.moving import check_time
from meetings.models import Meeting
from meetings.permissions import may_plan_all
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.permissions import require
from sets.verbs import Verb


@transaction.atomic
def add(
    learning_set: LearningSet,
    *,
    by: Membership,
    date: dt.date,
    time: dt.time,
    minutes: int | None = None,
    place: str | None = None,
    link: str | None = None,
    asked: bool = False,
) -> Meeting:
    """Plan an additional meeting, outside every series, and tell everybody in the set.

    The wall time is by the set's clock. Length, place, link and format are the usual ones
    unless given; the meeting gets the next number. Sent twice, it is added once. `asked`
    says that a poll asked the set for the time, so that its author may add the meeting.
    Raises `NotAllowedYet` if the set cannot meet at that time.
    """
    lock_set(learning_set, by=by)
    require(asked or may_plan_all(by))
    habit = usual(learning_set)
    starts_at = instant_of(date, time, habit.zone)
    length = habit.minutes if minutes is None else minutes
    if twin := _twin(learning_set, starts_at):
        return twin
    check_time(learning_set, starts_at, length)
    last = learning_set.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        place=habit.place if place is None else place,
        link=habit.link if link is None else link,
        learning_set=learning_set,
        number=last + 1,
        date=date,
        time=time,
        zone=habit.zone,
        starts_at=starts_at,
        minutes=length,
        format=habit.format,
        own_format_id=habit.own_format_id,
    )
    _tell(meeting, by=by)
    chat.tell_added(meeting)
    record(learning_set, Verb.MEETING_ADDED, by=by.user, about=meeting)
    return meeting


def _twin(learning_set: LearningSet, starts_at: dt.datetime) -> Meeting | None:
    """Return the meeting, if the same form has added it already."""
    added = learning_set.meetings.filter(
        series=None, state=Meeting.State.SCHEDULED, starts_at=starts_at
    )
    return added.first()


def _tell(meeting: Meeting, *, by: Membership) -> None:
    memberships = Membership.current.of(meeting.learning_set)
    queue(
        [
            Notice(
                kind="meeting_added",
                key=f"meeting_added:{meeting.pk}:{membership.user_id}",
                person=membership.user,
                about={"meeting": meeting.pk, "by": by.pk},
                useless_after=meeting.starts_at,
                set_code=meeting.learning_set.code,
            )
            for membership in memberships.select_related("user")
        ]
    )
