"""Meetings as entries of a person's calendar: dates, place and link, never content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _, override

from actionlearning.accounts.models import User
from actionlearning.lib.clock import is_zone, now
from actionlearning.outbox import letter
from meetings.calendar import ics
from meetings.models import Attendance, Meeting, PersonalCalendar
from meetings.models.calendar import digest_of
from sets.models import LearningSet

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Answer(TypedDict):
        own_answer: str | None

    Answered = WithAnnotations[Meeting, Answer]

#: A feed holds the meetings ahead, and those of so many days before.
LOOKS_BACK = 60  #: days
MOST = 200


def own(user: User) -> PersonalCalendar:
    """Return the person's choices, or the defaults if they have made none."""
    calendar = PersonalCalendar.objects.filter(user=user).first()
    return calendar or PersonalCalendar(user=user)


def with_calendar(
    written: letter.Letter, meetings: Iterable[Meeting], reader: User
) -> letter.Letter:
    """Return the letter with calendar entries of the meetings, if the reader wants them.

    Call it for every letter about dates; it removes cancelled meetings from the calendar.
    The next meeting is an invitation; a file holds all of them, because a message may be
    about one meeting only (RFC 5546 §3.2.2).
    """
    return _carry(written, _taken(meetings, reader), reader)


def without_entries(
    written: letter.Letter, meetings: Iterable[Meeting], reader: User
) -> letter.Letter:
    """Return the letter with the meetings removed from a former member's calendar.

    The meetings still take place, with the same SEQUENCE. The later message counts (RFC
    5546 §2.1.5), so that a person who comes back is invited again.
    """
    taken = _taken(meetings, reader)
    gone = [replace(entry, is_cancelled=True) for entry in taken]
    return _carry(written, gone, reader)


def _taken(meetings: Iterable[Meeting], reader: User) -> list[ics.Entry]:
    """Return the entries in the reader's calendar, the next meeting first."""
    choices = own(reader)
    taken = [meeting for meeting in meetings if choices.takes(meeting)]
    if not taken:
        return []
    return _entries(sorted(taken, key=_start), reader, choices)


def _carry(
    written: letter.Letter, entries: Sequence[ics.Entry], reader: User
) -> letter.Letter:
    if not entries:
        return written
    to = ics.Person(reader.display_name, reader.email)
    message = ics.invitation(entries[0], organizer=_organizer(), reader=to, stamp=now())
    alone = len(entries) == 1
    calendar = letter.Calendar(
        method=entries[0].method,
        message=message,
        file=message if alone else ics.publication(entries, stamp=now()),
    )
    return replace(written, calendar=calendar)


def to_come(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the meetings for the calendar of a person who joins the set now."""
    return _ahead(learning_set, Meeting.State.SCHEDULED)


def called_off(learning_set: LearningSet) -> QuerySet[Meeting]:
    """Return the cancelled meetings ahead, whose entries must be removed."""
    return _ahead(learning_set, Meeting.State.CANCELLED)


def _ahead(learning_set: LearningSet, state: str) -> QuerySet[Meeting]:
    rows = learning_set.meetings.filter(state=state, starts_at__gt=now())
    return rows.select_related("learning_set").order_by("starts_at", "pk")[:MOST]


def file_of(meeting: Meeting, reader: User) -> bytes:
    """Return a file with one meeting, for the reader's own calendar."""
    return ics.publication(_entries([meeting], reader, own(reader)), stamp=now())


@dataclass(frozen=True)
class Feed:
    """The content of a feed now. `tag` changes whenever the content does."""

    name: str
    entries: list[ics.Entry]

    @property
    def tag(self) -> str:
        """Return a strong ETag, which does not depend on the time of writing."""
        return f'"{digest_of(repr(self))}"'

    def written(self) -> bytes:
        """Return the feed as a calendar file."""
        return ics.publication(self.entries, stamp=now(), name=self.name)


def feed(token: str) -> Feed | None:
    """Return the feed that this token opens, or None, in two queries.

    It holds the meetings of its owner's current sets.
    """
    calendar = (
        PersonalCalendar.objects.filter(digest=digest_of(token), user__is_active=True)
        .select_related("user")
        .first()
    )
    if calendar is None:
        return None
    with override(calendar.user.language):
        rows = list(_of_all_sets(calendar.user))
        entries = [entry_of(each, calendar, each.own_answer or "") for each in rows]
        return Feed(_("Action learning"), entries)


def _of_all_sets(user: User) -> QuerySet[Answered]:
    """Return the meetings of a person's sets for their feed, with their own reply."""
    answer = Attendance.objects.filter(
        meeting=OuterRef("pk"), membership__user=user, membership__left_at=None
    )
    state = Meeting.State
    return (
        Meeting.objects.filter(
            # One join: the person's current membership.
            learning_set__memberships__user=user,
            learning_set__memberships__left_at=None,
        )
        .filter(
            state__in=[state.SCHEDULED, state.LIVE, state.ENDED],
            starts_at__gt=now() - LOOKS_BACK * ics.DAY,
        )
        .select_related("learning_set")
        .annotate(own_answer=Subquery(answer.values("reply")[:1]))
        .order_by("starts_at", "pk")[:MOST]
    )


def _entries(
    meetings: Sequence[Meeting], reader: User, choices: PersonalCalendar
) -> list[ics.Entry]:
    """Return entries with the reader's own replies, in one query."""
    answers = dict(
        Attendance.objects.filter(
            meeting__in=meetings, membership__user=reader, membership__left_at=None
        ).values_list("meeting", "reply")
    )
    return [entry_of(each, choices, answers.get(each.pk, "")) for each in meetings]


def entry_of(meeting: Meeting, choices: PersonalCalendar, answer: str) -> ics.Entry:
    """Return the entry of a meeting for its reader's calendar."""
    page = urljoin(f"{settings.SITE_URL}/", meeting.get_absolute_url())
    name = meeting.learning_set.name if choices.names else _("Action learning")
    reply_there = _(
        "Say on that page whether you are coming: we do not see what your "
        "calendar replies."
    )
    return ics.Entry(
        uid=f"meeting-{meeting.code}@action-learning",
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.zone if is_zone(meeting.zone) else "UTC",
        title=_("%(set)s, meeting %(number)d")
        % {"set": name, "number": meeting.number},
        place=", ".join(part for part in (meeting.place, meeting.link) if part),
        notes="\n".join([page, reply_there]),
        url=page,
        answer=answer,
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def _organizer() -> ics.Person:
    """Return the sender of the mails: calendars expect the organizer to be the same."""
    return ics.Person(*parseaddr(settings.DEFAULT_FROM_EMAIL))


def _start(meeting: Meeting) -> tuple[bool, object]:
    """Return the sort key: cancelled meetings last, then by time."""
    return meeting.state == Meeting.State.CANCELLED, meeting.starts_at
