"""Letters about an additional meeting, and about polls."""

import datetime as dt

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.dates import span, spoken
from actionlearning.outbox.kinds import MEETINGS, kind
from actionlearning.outbox.letter import Letter, Points, Say
from actionlearning.outbox.models import Notice
from meetings.access import meeting_of
from meetings.calendar.queries import with_calendar
from meetings.dates.queries.hours import set_clock
from meetings.models import Poll, TimeAnswer
from meetings.rota.facts import coming, duty_of, names_of
from sets.letters import membership_of, person_of


@kind(
    "meeting_added",
    gettext_lazy("An extra meeting was planned"),
    group=MEETINGS,
    order=4,
    tells_dates=True,
)
def meeting_added(notice: Notice) -> Letter | None:
    """Tell when and where an additional meeting is, and ask for a reply."""
    membership = membership_of(notice)
    meeting = meeting_of(notice, membership)
    if not meeting.is_scheduled:
        return None
    by = person_of(notice, membership)
    names = names_of(meeting, membership) | {"name": by.name}
    written = Letter(
        subject=_("%(set)s has an extra meeting on %(day)s at %(time)s") % names,
        parts=[
            Say(
                _(
                    "%(name)s has planned an extra meeting of %(set)s, number "
                    "%(number)d."
                )
                % names
            ),
            coming(duty_of(meeting), membership.user),
            Say(
                _("The other dates stay as they are. Please say whether you can come.")
            ),
        ],
        link=meeting.get_absolute_url(),
        act=_("Say whether you are coming"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, [meeting], membership.user)


@kind(
    "poll_opened",
    gettext_lazy("A set is looking for a date"),
    group=MEETINGS,
    order=5,
)
def poll_opened(notice: Notice) -> Letter | None:
    """Tell the proposed times by the reader's clock; no letter if they have answered."""
    poll = _open_poll(notice)
    if poll is None:
        return None
    membership = membership_of(notice)
    names = {
        "set": membership.learning_set.name,
        "name": poll.opened_by.name,
        "number": poll.meeting.number if poll.meeting else 0,
    }
    if poll.meeting:
        ask = _(
            "%(name)s is looking for another date for meeting %(number)d of %(set)s."
        )
    else:
        ask = _("%(name)s is looking for a date for an extra meeting of %(set)s.")
    return Letter(
        subject=_("When can you make it? %(set)s is looking for a date") % names,
        parts=[Say(ask % names), *_times(poll, membership.user)],
        link=poll.get_absolute_url(),
        act=_("Say when you can make it"),
        why=_("You get this because you are in %(set)s.") % names,
    )


@kind(
    "poll_reminder",
    gettext_lazy("Your reply about dates is missing"),
    group=MEETINGS,
    order=6,
)
def poll_reminder(notice: Notice) -> Letter | None:
    """Remind a reader, once and briefly, who has not answered."""
    poll = _open_poll(notice)
    if poll is None:
        return None
    membership = membership_of(notice)
    answered = (
        TimeAnswer.objects.filter(proposed__poll=poll, membership__left_at=None)
        .values("membership")
        .distinct()
        .count()
    )
    names = {"set": membership.learning_set.name}
    others = ngettext(
        "%(n)d person in %(set)s has said when they can make it.",
        "%(n)d people in %(set)s have said when they can make it.",
        answered,
    )
    parts = [Say(others % {"n": answered, **names})] if answered else []
    return Letter(
        subject=_("%(set)s is looking for a date: your reply is missing") % names,
        parts=[
            *parts,
            Say(_("Yours takes a minute, and the date depends on what people say.")),
            *_times(poll, membership.user),
        ],
        link=poll.get_absolute_url(),
        act=_("Say when you can make it"),
        why=_("You get this because you are in %(set)s.") % names,
    )


@kind(
    "poll_answered",
    gettext_lazy("Everybody has replied about your dates"),
    group=MEETINGS,
    order=7,
)
def poll_answered(notice: Notice) -> Letter | None:
    """Tell the author of a poll that everybody has answered."""
    membership = membership_of(notice)
    poll = get_object_or_404(
        membership.learning_set.polls.select_related("learning_set"),
        pk=notice.about["poll"],
    )
    if not poll.is_open:
        return None
    names = {"set": membership.learning_set.name}
    return Letter(
        subject=_("%(set)s: everybody has said when they can make it") % names,
        parts=[
            Say(
                _(
                    "You asked for a date, and everybody in %(set)s has replied. The "
                    "page shows which time suits best; you decide with one tap."
                )
                % names
            )
        ],
        link=poll.get_absolute_url(),
        act=_("Choose the date"),
        why=_("You get this because you asked %(set)s for a date.") % names,
    )


def _open_poll(notice: Notice) -> Poll | None:
    """Return the open poll, if the reader has not answered all its times."""
    membership = membership_of(notice)
    poll = get_object_or_404(
        membership.learning_set.polls.select_related(
            "learning_set", "meeting", "opened_by__user"
        ),
        pk=notice.about["poll"],
    )
    if not poll.is_open or (poll.closes_at and poll.closes_at <= now()):
        return None
    mine = poll.times.filter(answers__membership=membership)
    missing = poll.times.filter(starts_at__gt=now()).exclude(pk__in=mine.values("pk"))
    return poll if missing.exists() else None


def _times(poll: Poll, reader: User) -> list[Points | Say]:
    """Return the times by the reader's clock, with the set's if that differs."""
    length = dt.timedelta(minutes=poll.minutes)
    found: list[Points | Say] = [
        Points(
            _("The times"),
            [
                when_twice(each.starts_at, length, reader.known_zone, poll.zone)
                for each in poll.times.filter(starts_at__gt=now())
            ],
        )
    ]
    if poll.closes_at:
        until = spoken(poll.closes_at, now=now(), zone=reader.known_zone)
        found.append(Say(_("You can reply until %(until)s.") % {"until": until}))
    return found


def when_twice(
    starts_at: dt.datetime, length: dt.timedelta, zone: str, set_zone: str
) -> str:
    """Return "Thursday 3 December, 15:00–16:30 London (10:00–11:30 New York)"."""
    own = span(starts_at, starts_at + length, now=now(), zone=zone)
    sets = set_clock(starts_at, length, zone, set_zone)
    return _("%(own)s (%(sets)s)") % {"own": own, "sets": sets} if sets else own
