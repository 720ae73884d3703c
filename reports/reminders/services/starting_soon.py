"""Tell those who want it that a meeting begins in a quarter of an hour.

See docs/domain.md#messages.
"""

import datetime as dt
from collections.abc import Iterator

from actionlearning.outbox.delivery_policy import news_is_mailed_to
from actionlearning.outbox.each_row import each, load, queue_each
from actionlearning.outbox.models import Notice
from meetings.models import Attendance, Meeting
from sets.models import Membership

WORK = "meetings that start soon"
BEFORE = dt.timedelta(minutes=15)
#: Who heard of the date so shortly before it need not be told that it comes.
NEWS = dt.timedelta(minutes=30)


def plan(moment: dt.datetime) -> int:
    """Queue what is due at `moment`, in a fixed number of queries; return how many are new.

    Members that can't come get none, nor those that have just been told of the date.
    """
    meetings = load(
        Meeting.objects.filter(
            state=Meeting.State.SCHEDULED,
            starts_at__gt=moment,
            starts_at__lte=moment + BEFORE,
            learning_set__closed_at=None,
        ).select_related("learning_set"),
        of=WORK,
    )
    if not meetings:
        return 0
    memberships = Membership.current.filter(
        learning_set__in={meeting.learning_set_id for meeting in meetings},
        user__is_active=True,
    ).select_related("user")
    cannot = set(
        Attendance.objects.filter(
            meeting__in=meetings, reply=Attendance.Reply.CANNOT
        ).values_list("meeting", "membership")
    )
    coming = [
        (meeting, membership)
        for membership in load(memberships, of=WORK)
        for meeting in meetings
        if meeting.learning_set_id == membership.learning_set_id
        and (meeting.pk, membership.pk) not in cannot
    ]
    told = each(coming, lambda pair: list(_letters(*pair)), of=WORK)
    return queue_each([notice for some in told for notice in some], of=WORK)


def _letters(meeting: Meeting, membership: Membership) -> Iterator[Notice]:
    if not _has_just_heard(meeting, membership):
        yield _notice(meeting, membership)


def _has_just_heard(meeting: Meeting, membership: Membership) -> bool:
    is_news = meeting.starts_at - meeting.dated_at < NEWS
    return is_news and news_is_mailed_to(membership.user)


def _notice(meeting: Meeting, membership: Membership) -> Notice:
    """Return the row. Its key holds the start, so that a moved meeting is told again."""
    return Notice(
        kind="starts_soon",
        key=f"starts_soon:{meeting.pk}:{membership.user_id}:{meeting.starts_at:%Y%m%d%H%M}",
        person=membership.user,
        about={"meeting": meeting.pk},
        set_code=meeting.learning_set.code,
        due_at=meeting.starts_at - BEFORE,
        useless_after=meeting.starts_at,
    )
