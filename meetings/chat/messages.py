"""Messages to a channel: the set's name, days, times and places; no names, no links."""

import datetime as dt

from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import span, weekday
from actionlearning.outbox.kinds import chat_kind
from actionlearning.outbox.models import Notice
from actionlearning.outbox.webhooks.payloads import ADDRESS
from meetings.models import Meeting
from sets.models import LearningSet

DATES = 3  #: coming meetings that a message names


@chat_kind("chat_added")
def chat_added(notice: Notice) -> list[str] | None:
    """Tell of an additional meeting."""
    meeting = _meeting(notice)
    if meeting is None:
        return None
    return [_("%(set)s has planned an extra meeting.") % _names(meeting), *_at(meeting)]


@chat_kind("chat_moved")
def chat_moved(notice: Notice) -> list[str] | None:
    """Tell when and where a meeting is now; of two late messages, only the last tells."""
    meeting = _meeting(notice)
    if meeting is None or meeting.sequence != notice.about["sequence"]:
        return None
    was = dt.datetime.fromisoformat(str(notice.about["was"]))
    if was == meeting.starts_at:
        said = _("The place or length of a meeting of %(set)s has changed.")
        return [said % _names(meeting), *_at(meeting)]
    words = _names(meeting) | {"day": _span(meeting, was)}
    return [
        _("A meeting of %(set)s has moved.") % words,
        *_at(meeting),
        _("It was planned for: %(day)s") % words,
    ]


@chat_kind("chat_cancelled")
def chat_cancelled(notice: Notice) -> list[str] | None:
    """Tell on which days the set does not meet, and when it meets next."""
    keys = str(notice.about["meetings"]).split(",")
    rows = Meeting.objects.filter(
        pk__in=keys,
        state=Meeting.State.CANCELLED,
        learning_set__code=notice.set_code,
        learning_set__closed_at=None,
    )
    off = list(rows.select_related("learning_set").order_by("starts_at"))
    if not off:
        return None
    day = weekday(local(off[0].starts_at, off[0].zone))
    words = _names(off[0]) | {"n": len(off), "day": day}
    said = ngettext(
        "%(set)s is not meeting on %(day)s.",
        "%(set)s: %(n)d meetings are called off, from %(day)s onwards.",
        len(off),
    )
    return [said % words, *_next(off[0].learning_set, 1)]


@chat_kind("chat_changed")
def chat_changed(notice: Notice) -> list[str] | None:
    """Tell the next dates by the newest rule; of two late messages, only the last tells."""
    of = LearningSet.objects.filter(code=notice.set_code, closed_at=None).first()
    newest = of.series.order_by("-pk").first() if of else None
    if of is None or newest is None or newest.pk != notice.about["series"]:
        return None
    dates = _next(of, DATES)
    said = _("%(set)s has changed when or where it meets.") % {"set": of.name}
    return [said, *dates]


@chat_kind("chat_today")
def chat_today(notice: Notice) -> list[str] | None:
    """Tell that the set meets today."""
    meeting = _meeting(notice)
    if meeting is None:
        return None
    day = local(meeting.starts_at, meeting.learning_set.zone).date()
    if str(day) != notice.about["day"]:
        return None
    return [_("%(set)s meets today.") % _names(meeting), *_at(meeting)]


def _meeting(notice: Notice) -> Meeting | None:
    """Return the meeting of a message, if it is still ahead."""
    rows = Meeting.objects.filter(
        pk=notice.about["meeting"],
        state=Meeting.State.SCHEDULED,
        learning_set__code=notice.set_code,
        learning_set__closed_at=None,
    )
    return rows.select_related("learning_set").first()


def _next(of: LearningSet, most: int) -> list[str]:
    coming = of.meetings.filter(state=Meeting.State.SCHEDULED, starts_at__gt=now())
    soonest = coming.order_by("starts_at", "pk")[:most]
    return [_("Next: %(day)s") % {"day": _span(each)} for each in soonest]


def _names(meeting: Meeting) -> dict[str, object]:
    return {"set": meeting.learning_set.name}


def _at(meeting: Meeting) -> list[str]:
    """Return time and place, but never the address of a video call."""
    lines = [_("When: %(day)s") % {"day": _span(meeting)}]
    if meeting.place and not ADDRESS.search(meeting.place):
        lines.append(_("Where: %(place)s") % {"place": meeting.place})
    return lines


def _span(meeting: Meeting, start: dt.datetime | None = None) -> str:
    start = start or meeting.starts_at
    end = start + dt.timedelta(minutes=meeting.minutes)
    return span(start, end, now=now(), zone=meeting.zone)
