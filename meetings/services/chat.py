"""Tell the channel of a set about its dates: planned, moved, called off, changed, today."""

from __future__ import annotations

import datetime as dt

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.outbox.hooks import hook_of, tell
from actionlearning.outbox.models import Hook
from meetings.models import Meeting, Series
from sets.models import LearningSet

NEWS_FOR = dt.timedelta(days=7)
MORNING = dt.time(7, 30)  #: by the set's clock
AT_THE_LATEST = dt.timedelta(hours=1)  #: before a meeting that is earlier still


def tell_added(meeting: Meeting) -> None:
    """One meeting more is planned."""
    if hook := hook_of(meeting.learning_set.code):
        tell(
            *(hook, "chat_added"),
            key=str(meeting.pk),
            about={"meeting": meeting.pk},
            useless_after=meeting.starts_at,
        )


def tell_moved(meeting: Meeting, was: dt.datetime) -> None:
    """A meeting is at another time, or in another place."""
    if hook := hook_of(meeting.learning_set.code):
        tell(
            *(hook, "chat_moved"),
            key=f"{meeting.pk}:{meeting.sequence}",
            about={
                "meeting": meeting.pk,
                "was": was.isoformat(),
                "sequence": meeting.sequence,
            },
            useless_after=meeting.starts_at,
        )


def tell_cancelled(of: LearningSet, off: list[Meeting]) -> None:
    """Meetings are called off: one message for all of them."""
    if hook := hook_of(of.code):
        tell(
            *(hook, "chat_cancelled"),
            key=f"{off[0].pk}:{off[0].sequence}",
            about={"meetings": ",".join(str(meeting.pk) for meeting in off)},
            useless_after=off[-1].starts_at,
        )


def tell_changed(of: LearningSet, series: Series) -> None:
    """The set meets by another rule."""
    if hook := hook_of(of.code):
        tell(
            *(hook, "chat_changed"),
            key=str(series.pk),
            about={"series": series.pk},
            useless_after=now() + NEWS_FOR,
        )


def plan(moment: dt.datetime) -> None:
    """Queue what channels hear on the morning of a meeting, by the set's own clock."""
    hooks = {hook.set_code: hook for hook in Hook.objects.filter(ended_at=None)}
    coming = Meeting.objects.filter(
        state=Meeting.State.SCHEDULED,
        starts_at__range=(moment, moment + dt.timedelta(days=1)),
        learning_set__closed_at=None,
        learning_set__code__in=hooks,
    )
    for meeting in coming.select_related("learning_set") if hooks else []:
        zone = meeting.learning_set.zone
        day = local(meeting.starts_at, zone).date()
        latest = meeting.starts_at - AT_THE_LATEST
        if min(instant_of(day, MORNING, zone), latest) <= moment:
            tell(
                *(hooks[meeting.learning_set.code], "chat_today"),
                key=f"{meeting.pk}:{day}",
                about={"meeting": meeting.pk, "day": day.isoformat()},
                useless_after=meeting.starts_at,
            )
