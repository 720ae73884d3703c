"""The letter about a meeting at another time or place."""

import datetime as dt

from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.dates import span
from actionlearning.outbox.kinds import INBOX, MEETINGS, kind
from actionlearning.outbox.letter import Fact, Facts, Letter, Say
from actionlearning.outbox.models import Notice
from meetings.access import meeting_of
from meetings.calendar.queries import with_calendar
from meetings.models import Attendance, Meeting
from meetings.models.attendance import reply_address
from meetings.rota.facts import coming, duty_of, names_of
from sets.letters import membership_of, person_of
from sets.models import Membership


@kind(
    "meeting_moved",
    gettext_lazy("A meeting was moved"),
    group=MEETINGS,
    order=1,
    always=INBOX,
    reason=gettext_lazy(
        "It always stays in your notices: if you miss it, you miss the meeting."
    ),
    cannot_wait=True,
    about_future=True,
    tells_dates=True,
    listed_as=gettext_lazy("A meeting has moved"),
)
def meeting_moved(notice: Notice) -> Letter | None:
    """Tell the old and the new time of a meeting; no letter if it was moved again."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    starts_at = dt.datetime.fromisoformat(str(notice.about["to"]))
    if not meeting.is_scheduled or meeting.starts_at != starts_at:
        return None
    by = person_of(notice, membership)
    names = names_of(meeting, membership) | {"name": by.name}
    rows = coming(duty_of(meeting), membership.user).rows
    has_moved = notice.about["was"] != notice.about["to"]
    if has_moved:
        rows = [Fact(_("Before"), _then(notice, meeting, membership.user)), *rows]
    subject, said = _of_move(has_moved=has_moved)
    written = Letter(
        subject=subject % names,
        parts=[
            Say(said % names),
            Facts(rows),
            *_then_what(meeting, membership, has_moved),
        ],
        link=reply_address(meeting, membership),
        act=_("Say whether you are coming"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, [meeting], membership.user)


def _of_move(*, has_moved: bool) -> tuple[str, str]:
    """Return the subject and the first sentence, for a new time or a new place."""
    if has_moved:
        return (
            _("%(set)s now meets on %(day)s at %(time)s"),
            _("%(name)s has moved meeting %(number)d of %(set)s."),
        )
    return (
        _("%(set)s on %(day)s: a different place or length"),
        _("%(name)s has changed the place or length of meeting %(number)d of %(set)s."),
    )


def _then_what(meeting: Meeting, membership: Membership, has_moved: bool) -> list[Say]:
    if has_moved:
        due = _("Anything due at the meeting is now due on the new day.")
        return [Say(due), Say(_who_comes(meeting, membership))]
    return [
        Say(_("It starts at the same time as before, and your reply still counts."))
    ]


def _then(notice: Notice, meeting: Meeting, reader: User) -> str:
    """Return the time of the meeting before it was moved."""
    was = dt.datetime.fromisoformat(str(notice.about["was"]))
    ends_at = was + dt.timedelta(minutes=meeting.minutes)
    return span(was, ends_at, now=now(), zone=reader.known_zone)


def _who_comes(meeting: Meeting, membership: Membership) -> str:
    """Ask for a reply, unless the reader's answer to the poll was taken over."""
    said = meeting.attendances.filter(membership=membership).values_list(
        "reply", flat=True
    )
    if Attendance.Reply.COMING in said:
        return _("You said that you can make this date, so you are expected.")
    if Attendance.Reply.CANNOT in said:
        return _("You said that you can’t make this date; you can still change that.")
    return _("The set is asking again who can come: please say whether you can.")
