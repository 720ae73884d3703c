"""Letters to newcomers, and the rows of dates that other letters share."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import local, now
from actionlearning.lib.dates import city, clock_time, span
from actionlearning.lib.remember import remembered
from actionlearning.outbox.letter import Fact, Facts, Letter, Part, Points, Say
from actionlearning.outbox.models import Notice
from meetings.models import Attendance, Meeting
from meetings.models.attendance import reply_address
from meetings.queries.calendar import called_off, to_come, with_calendar
from meetings.queries.invitation import plan
from meetings.queries.rota import Duty, ahead
from sets.models import Invitation, Membership
from sets.notices import place_of
from sets.queries.agreement import is_asked

DATES = 3  #: coming meetings that a letter to a newcomer names


def invitation(notice: Notice) -> Letter | None:
    """Who asks whom into which set, when it meets, and until when; while that is open.

    What the set is for stands on the page: it is the set's own sentence (TRUST §2 (e)).
    """
    asked = get_object_or_404(
        Invitation.objects.select_related(
            "learning_set__programme__organisation", "invited_by"
        ),
        pk=notice.about["invitation"],
    )
    if asked.state != "open" or asked.learning_set.is_closed:
        return None
    names = {
        "host": asked.invited_by.display_name,
        "set": asked.learning_set.name,
        "organisation": asked.learning_set.programme.organisation.name,
        "until": _until(asked.expires_at, asked.learning_set.zone),
        "address": asked.email,
    }
    return Letter(
        subject=_("%(host)s invites you to the set %(set)s") % names,
        parts=[
            *(Say(sentence % names) for sentence in _asks(asked.role)),
            *([Facts(facts)] if (facts := plan(asked)) else []),
            Say(
                _(
                    "You can accept until %(until)s, signed in as %(address)s. "
                    "Opening the link does not commit you to anything."
                )
                % names
            ),
        ],
        link=reverse("meetings:invitation", args=[asked.token]),
        act=_("Read the invitation"),
        why=_(
            "You get this because %(host)s gave your address. If you do not know "
            "them, do nothing: the invitation ends by itself."
        )
        % names,
    )


def meeting_scheduled(notice: Notice) -> Letter | None:
    """When the set meets, for somebody who has just come in."""
    place = place_of(notice)
    duties = ahead(place.learning_set, count=DATES)
    if place.learning_set.is_closed or not duties:
        return None
    name = {"set": place.learning_set.name}
    parts: list[Part] = [
        Say(_("You have a place in %(set)s. This is when it meets next:") % name),
        coming(duties[0], place.user),
    ]
    if later := [when(duty.meeting, place.user) for duty in duties[1:]]:
        parts.append(Points(_("After that"), later))
    if is_asked(place):
        parts.append(
            Say(
                _(
                    "Before the first meeting, please read how the set works "
                    "together, and give your word on it."
                )
            )
        )
    written = Letter(
        subject=_("%(set)s meets on %(day)s")
        % {**name, "day": day_of(duties[0].meeting, place.user)},
        parts=parts,
        link=place.learning_set.get_absolute_url(),
        act=_("Open the set"),
        why=_("You get this because you have joined %(set)s.") % name,
    )
    return with_calendar(written, to_come(place.learning_set), place.user)


def meeting_moved(notice: Notice) -> Letter | None:
    """When a meeting was, and when it is now; nothing once it was moved again."""
    place = place_of(notice)
    meeting = get_object_or_404(
        place.learning_set.meetings.select_related("learning_set"),
        pk=notice.about["meeting"],
    )
    starts_at = dt.datetime.fromisoformat(str(notice.about["to"]))
    if not meeting.is_scheduled or meeting.starts_at != starts_at:
        return None
    mover = get_object_or_404(
        place.learning_set.memberships.select_related("user"), pk=notice.about["by"]
    )
    names = {
        "set": place.learning_set.name,
        "name": mover.name,
        "number": meeting.number,
        "day": day_of(meeting, place.user),
        "time": time_of(meeting, place.user),
    }
    rows = coming(duty_of(meeting), place.user).rows
    has_moved = notice.about["was"] != notice.about["to"]
    if has_moved:
        rows = [Fact(_("It was"), _then(notice, meeting, place.user)), *rows]
    subject, said = _of_move(has_moved=has_moved)
    written = Letter(
        subject=subject % names,
        parts=[Say(said % names), Facts(rows), *_then_what(meeting, place, has_moved)],
        link=reply_address(meeting, place),
        act=_("Say whether you come"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, [meeting], place.user)


def _of_move(*, has_moved: bool) -> tuple[str, str]:
    """Return subject and first sentence: of another time, or of another place."""
    if has_moved:
        return (
            _("%(set)s now meets on %(day)s at %(time)s"),
            _("%(name)s has moved meeting %(number)d of %(set)s."),
        )
    return (
        _("%(set)s on %(day)s: another place or length"),
        _("%(name)s has changed where meeting %(number)d of %(set)s is, or how long."),
    )


def _then_what(meeting: Meeting, place: Membership, has_moved: bool) -> list[Say]:
    if has_moved:
        due = _("What was due at the meeting is due on the new day.")
        return [Say(due), Say(_who_comes(meeting, place))]
    return [
        Say(_("It begins when it did, and what you said about coming still stands."))
    ]


def set_closed(notice: Notice) -> Letter:
    """Who closed the set, and what of it stays; for everybody else who has a place."""
    place = place_of(notice)
    closer = get_object_or_404(
        place.learning_set.memberships.select_related("user"),
        pk=notice.about["closed_by"],
    )
    names = {"set": place.learning_set.name, "name": closer.name}
    written = Letter(
        subject=_("%(set)s is closed") % names,
        parts=[
            Say(
                _("%(name)s has closed %(set)s. The meetings ahead are called off.")
                % names
            ),
            Say(
                _(
                    "What you worked on and learnt stays on its page, for the people "
                    "in the set and nobody else. Your actions stay yours; no more "
                    "reminders come. What you have released stays visible to the "
                    "set’s managers until you revoke it."
                )
            ),
        ],
        link=place.learning_set.get_absolute_url(),
        act=_("Open the set"),
        why=_("You get this because you are in %(set)s.") % names,
    )
    return with_calendar(written, called_off(place.learning_set), place.user)


def coming(duty: Duty, reader: User) -> Facts:
    """Return when and where a meeting is for this reader, and who facilitates it."""
    who = Fact(_("Facilitator"), facilitator(duty, reader))
    return Facts([*where(duty.meeting, reader), who])


def where(meeting: Meeting, reader: User) -> list[Fact]:
    """Return when and where a meeting is, by the set's clock too where that differs."""
    rows = [Fact(_("When"), when(meeting, reader))]
    if _clocks_differ(meeting, reader):
        rows.append(Fact(_("For the set"), _on_the_set_clock(meeting)))
    if meeting.place:
        rows.append(Fact(_("Where"), meeting.place))
    if meeting.link:
        rows.append(Fact(_("Online"), meeting.link, link=meeting.link))
    return rows


def asks(meeting: Meeting, place: Membership) -> Fact:
    """Return the row that lets the reader answer from the mail, without signing in."""
    link = urljoin(f"{settings.SITE_URL}/", reply_address(meeting, place))
    return Fact(_("Do you come?"), _("yes, no or perhaps"), link=link)


def when(meeting: Meeting, reader: User) -> str:
    """Return "Tuesday 24 November, 09:00–10:30 London" in the reader's zone."""
    zone = reader.known_zone
    return span(meeting.starts_at, meeting.ends_at, now=now(), zone=zone)


def day_of(meeting: Meeting, reader: User) -> str:
    """Return "Tuesday 24 November", the reader's day of the meeting."""
    return date_format(reader.local(meeting.starts_at), "l j F")


def time_of(meeting: Meeting, reader: User) -> str:
    """Return "09:00", the reader's time of the meeting."""
    return clock_time(meeting.starts_at, reader.known_zone)


def facilitator(duty: Duty, reader: User) -> str:
    """Return who facilitates; the reader is "you"."""
    if duty.facilitator is None:
        return _("nobody yet")
    return _("you") if duty.facilitator.user == reader else duty.facilitator.name


def _then(notice: Notice, meeting: Meeting, reader: User) -> str:
    """Return when the meeting was to be before it was moved."""
    was = dt.datetime.fromisoformat(str(notice.about["was"]))
    ends_at = was + dt.timedelta(minutes=meeting.minutes)
    return span(was, ends_at, now=now(), zone=reader.known_zone)


def _who_comes(meeting: Meeting, place: Membership) -> str:
    """Ask whether they come; who said so while the set looked for the date is not asked."""
    said = meeting.attendances.filter(membership=place).values_list("reply", flat=True)
    if Attendance.Reply.COMING in said:
        return _("You said that you can then, so you are expected.")
    if Attendance.Reply.CANNOT in said:
        return _("You said that you can’t then; you can still change that.")
    return _("The set asks again who comes: please say whether you can.")


@remembered
def duty_of(meeting: Meeting) -> Duty:
    """Return who facilitates a meeting ahead."""
    found = [d for d in ahead(meeting.learning_set, DATES) if d.meeting == meeting]
    return found[0] if found else Duty(meeting, meeting.facilitator, "")


def _clocks_differ(meeting: Meeting, reader: User) -> bool:
    at = meeting.starts_at
    return local(at, meeting.zone).utcoffset() != reader.local(at).utcoffset()


def _on_the_set_clock(meeting: Meeting) -> str:
    return span(meeting.starts_at, meeting.ends_at, now=now(), zone=meeting.zone)


def _until(instant: dt.datetime, zone: str) -> str:
    """Return "Monday 30 November, 16:58 London"; an outsider's own zone is unknown."""
    return f"{date_format(local(instant, zone), 'l j F, H:i')} {city(zone)}"


def _asks(role: str) -> list[str]:
    """Return what is asked of somebody in this role, and what that means."""
    if role == Invitation.Role.MANAGER:
        return [
            _("%(host)s asks you to be a manager of %(set)s at %(organisation)s."),
            _(
                "Its members meet to work on real problems and report back what came "
                "of them. As their manager you see what they have released to you, "
                "and answer what the set asks of you."
            ),
        ]
    if role == Invitation.Role.ADVISER:
        opening = _("%(host)s asks you to advise %(set)s at %(organisation)s.")
    else:
        opening = _("%(host)s asks you to join %(set)s at %(organisation)s.")
    return [
        opening,
        _(
            "An action learning set is a small group of people who meet regularly, "
            "work on real problems by asking each other questions, act on them "
            "between meetings, and report back what they learnt."
        ),
    ]
