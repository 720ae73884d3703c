"""Which meetings of a set lie ahead, and which were held."""

import datetime as dt

from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.db.models.lookups import GreaterThan

from actionlearning.lib.clock import now
from meetings.going_on import STILL_NOW
from meetings.models import Meeting
from sets.models import LearningSet, Membership

#: A scheduled meeting that nobody has started is "next" for so long after its start.
STILL_NEXT = dt.timedelta(hours=3)
#: When a meeting should end, as `Meeting.whole_until` says it.
_WHOLE_UNTIL = ExpressionWrapper(
    Greatest(F("starts_at"), Coalesce(F("started_at"), F("starts_at")))
    + ExpressionWrapper(
        Cast(F("minutes"), IntegerField())
        * Value(dt.timedelta(minutes=1), output_field=DurationField()),
        output_field=DurationField(),
    ),
    output_field=DateTimeField(),
)


def ahead(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the meetings that are "now" or still to come, the nearest first."""
    return learning_set.meetings.filter(is_ahead()).order_by("starts_at", "pk")


def is_ahead() -> Q:
    """Return the condition for a meeting that is "now" or still to come."""
    return is_now() | Q(state=Meeting.State.SCHEDULED, starts_at__gt=now() - STILL_NEXT)


def is_now() -> Q:
    """Return the condition for a meeting that goes on, as `Meeting.is_now` says it."""
    return Q(state=Meeting.State.LIVE) & Q(GreaterThan(_WHOLE_UNTIL, now() - STILL_NOW))


def left_open(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the meetings that were begun and never closed, the latest first."""
    live = learning_set.meetings.filter(state=Meeting.State.LIVE).exclude(is_now())
    return live.order_by("-starts_at", "-pk")


def held(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the meetings that were held and closed, the latest first."""
    return learning_set.meetings.filter(state=Meeting.State.ENDED).order_by(
        "-starts_at", "-pk"
    )


def held_per_membership() -> QuerySet[Meeting]:
    """Return each held meeting once per membership that was current when it began."""
    return Meeting.objects.filter(
        Q(learning_set__memberships__left_at=None)
        | Q(learning_set__memberships__left_at__gt=F("starts_at")),
        state=Meeting.State.ENDED,
        learning_set__memberships__kind=Membership.Kind.MEMBER,
        # An early start is put on its full minute, in which somebody may have joined.
        learning_set__memberships__joined_at__lte=Coalesce(
            F("started_at"), F("starts_at")
        ),
    )


def past(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the set's past meetings, the latest first.

    Those that were not held, or not closed, are among them.
    """
    done = [Meeting.State.ENDED, Meeting.State.ABANDONED, Meeting.State.NOT_HELD]
    begun = [Meeting.State.SCHEDULED, Meeting.State.LIVE]
    return learning_set.meetings.filter(
        Q(state__in=done) | (Q(state__in=begun) & ~is_ahead())
    ).order_by("-starts_at", "-pk")


def next_meeting(learning_set: LearningSet) -> Meeting | None:
    """Return the meeting that goes on, or the nearest one to come."""
    return ahead(learning_set).select_related("learning_set").first()


def everybody(learning_set: LearningSet) -> list[Membership]:
    """Return everybody in the set now, in the order in which they joined."""
    return list(Membership.current.in_order(learning_set))


def following(meeting: Meeting) -> Meeting | None:
    """Return the set’s next meeting after this one, with the rule it comes from."""
    return (
        Meeting.objects.filter(
            learning_set_id=meeting.learning_set_id,
            state=Meeting.State.SCHEDULED,
            starts_at__gt=meeting.starts_at,
        )
        .select_related("series")
        .order_by("starts_at", "pk")
        .first()
    )
