"""Tell a set's channel about its dates: planned, moved, cancelled, changed, today."""

import datetime as dt

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.outbox.each_row import each, load, queue_each
from actionlearning.outbox.models import ChatWebhook, Notice
from actionlearning.outbox.webhooks.send import message, queue_message
from meetings.models import Meeting, Series
from sets.models import LearningSet

WORK = "chat: today's meetings"
NEWS_FOR = dt.timedelta(days=7)
MORNING = dt.time(7, 30)  #: by the set's clock
AT_THE_LATEST = dt.timedelta(hours=1)  #: before a meeting that is earlier still


def tell_added(meeting: Meeting) -> None:
    """Tell that an additional meeting is planned."""
    queue_message(
        meeting.learning_set.code,
        "chat_added",
        key=str(meeting.pk),
        about={"meeting": meeting.pk},
        useless_after=meeting.starts_at,
    )


def tell_moved(meeting: Meeting, was: dt.datetime) -> None:
    """Tell that a meeting is at another time, or in another place."""
    queue_message(
        meeting.learning_set.code,
        "chat_moved",
        key=f"{meeting.pk}:{meeting.sequence}",
        about={
            "meeting": meeting.pk,
            "was": was.isoformat(),
            "sequence": meeting.sequence,
        },
        useless_after=meeting.starts_at,
    )


def tell_cancelled(of: LearningSet, off: list[Meeting]) -> None:
    """Tell that meetings are cancelled, in one message for all of them."""
    queue_message(
        of.code,
        "chat_cancelled",
        key=f"{off[0].pk}:{off[0].sequence}",
        about={"meetings": ",".join(str(meeting.pk) for meeting in off)},
        useless_after=off[-1].starts_at,
    )


def tell_changed(of: LearningSet, series: Series) -> None:
    """Tell that the set meets by another rule."""
    queue_message(
        of.code,
        "chat_changed",
        key=str(series.pk),
        about={"series": series.pk},
        useless_after=now() + NEWS_FOR,
    )


def plan(moment: dt.datetime) -> int:
    """Queue messages for the morning of a meeting; return how many are new.

    The morning is by the set's clock. The number of queries does not grow with the sets.
    """
    webhooks = {
        webhook.set_code: webhook
        for webhook in load(ChatWebhook.objects.filter(ended_at=None), of=WORK)
    }
    if not webhooks:
        return 0
    coming = Meeting.objects.filter(
        state=Meeting.State.SCHEDULED,
        starts_at__range=(moment, moment + dt.timedelta(days=1)),
        learning_set__closed_at=None,
        learning_set__code__in=webhooks,
    ).select_related("learning_set")

    def message_today(meeting: Meeting) -> Notice | None:
        if _morning_of(meeting) > moment:
            return None
        return _today(webhooks[meeting.learning_set.code], meeting)

    told = each(load(coming, of=WORK), message_today, of=WORK)
    return queue_each([notice for notice in told if notice], of=WORK)


def _morning_of(meeting: Meeting) -> dt.datetime:
    """Return when to tell the channel that the set meets today."""
    zone = meeting.learning_set.zone
    day = local(meeting.starts_at, zone).date()
    latest = meeting.starts_at - AT_THE_LATEST
    return min(instant_of(day, MORNING, zone), latest)


def _today(webhook: ChatWebhook, meeting: Meeting) -> Notice:
    day = local(meeting.starts_at, meeting.learning_set.zone).date()
    return message(
        webhook,
        "chat_today",
        key=f"{meeting.pk}:{day}",
        about={"meeting": meeting.pk, "day": day.isoformat()},
        useless_after=meeting.starts_at,
    )
