"""The page of a meeting before and during it: when, who, and what the viewer can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from actionlearning.lib.clock import now
from actionlearning.lib.dates import span, spoken
from actionlearning.lib.drawing import Seat
from actionlearning.lib.templatetags.lib_tags import initials
from meetings.attendance.queries import arrivals
from meetings.attendance.queries.replies import (
    counted,
    reason_of,
    reasons,
    unheard,
)
from meetings.formats import definitions as formats
from meetings.formats.definitions import Phase
from meetings.formats.queries.choice import format_of, name_of, planned
from meetings.formats.wording import spoken as in_words
from meetings.models import Attendance, Meeting
from meetings.permissions import is_open, may_miss, may_plan, may_reply
from meetings.rota.facts import set_time
from meetings.rota.queries import turns as rota
from meetings.rota.queries.turns import Duty
from reports.actions.queries import Promise, open_promises
from reports.models import ReportBack
from reports.permissions import may_remind, may_report
from sets.models import Membership

if TYPE_CHECKING:
    from meetings.attendance.queries.arrivals import Answer

Reply = Attendance.Reply


@dataclass(frozen=True)
class When:
    """A meeting's time in the viewer's zone, and by the set's clock if that differs."""

    headline: str
    span: str
    set_time: str


@dataclass(frozen=True)
class Preparation:
    """The page of a meeting that has not ended yet, for one viewer."""

    meeting: Meeting
    membership: Membership
    when: When
    duty: Duty | None
    seats: list[Seat]
    who_comes: str
    my_reply: str
    report: ReportBack
    report_is_due: bool
    filed: list[str]
    room_is_open: bool
    early: str
    reasons: list[Answer]
    my_reason: str

    @cached_property
    def agenda(self) -> list[Phase]:
        """The phases in words: computed only by a page that lists them, so not by home."""
        phases = formats.from_data(self.meeting.phases) or planned(
            format_of(self.meeting), self.meeting, people=formats.WRITTEN_FOR
        )
        return [in_words(phase) for phase in phases]

    @property
    def format_name(self) -> str:
        """The name of the meeting's format."""
        return name_of(self.meeting)

    @cached_property
    def promises(self) -> list[Promise]:
        """The viewer's open actions in this set, in one query of a page that lists them."""
        return open_promises(self.membership.user, of=self.meeting.learning_set_id)

    @property
    def facilitator(self) -> Membership | None:
        """The facilitator: chosen in the room, or proposed by the rota."""
        return facilitator_of(self.meeting, self.duty)

    @property
    def i_facilitate(self) -> bool:
        """Whether the viewer facilitates."""
        return self.facilitator == self.membership

    @property
    def may_reply(self) -> bool:
        """Whether the meeting still waits for the viewer's answer."""
        return self.meeting.is_scheduled and may_reply(self.membership)

    @property
    def asks_for_a_reason(self) -> bool:
        """Whether the viewer said "no" or "perhaps", and could say why."""
        return self.may_reply and self.my_reply in {Reply.CANNOT, Reply.PERHAPS}

    @property
    def may_plan(self) -> bool:
        """Whether the viewer may move the meeting or choose its format."""
        return self.meeting.is_scheduled and may_plan(self.membership, self.meeting)

    @property
    def may_remind(self) -> bool:
        """Whether the viewer may word the reminder."""
        return self.meeting.is_scheduled and may_remind(self.membership)

    @property
    def may_miss(self) -> bool:
        """Whether the viewer may say that the meeting did not take place."""
        return may_miss(self.membership, self.meeting, now())

    @property
    def may_report(self) -> bool:
        """Whether the viewer may write a report-back."""
        return may_report(self.membership)

    @property
    def may_be_on_paper(self) -> bool:
        """Whether the set could have met on paper already."""
        met = self.meeting.is_scheduled and self.meeting.starts_at <= now()
        return met and self.membership.is_member

    @property
    def lights_up(self) -> bool:
        """Whether another part of the page is lit."""
        return self.meeting.is_live or bool(self.early) or self.asks_for_report

    @property
    def asks_for_report(self) -> bool:
        """Whether the report-back is the one thing that needs the viewer now."""
        return self.report_is_due and self.report.state == ReportBack.State.DRAFT


def preparation(
    meeting: Meeting, membership: Membership, answers: list[Answer] | None = None
) -> Preparation:
    """Return the page of a meeting that has not ended, in a fixed number of queries.

    `answers` come from `arrivals.answers` if the caller has fetched them already.
    """
    everybody = Membership.current.in_order(membership.learning_set)
    people = [each for each in everybody if each.is_member]
    known = arrivals.answers(meeting) if answers is None else answers
    replies = {a.membership_id: a.reply for a in known if a.meeting_id == meeting.pk}
    # Beyond the next meetings the rota says nothing.
    duty = rota.duty_at(meeting) if meeting.is_scheduled else None
    facilitator = facilitator_of(meeting, duty)
    report, filed = _reports(meeting, membership)
    asks = _report_is_due(meeting, membership)
    return Preparation(
        meeting=meeting,
        membership=membership,
        when=when(meeting, membership),
        duty=duty,
        seats=[_seat(each, replies, facilitator, filed) for each in people],
        who_comes=_who_comes(people, replies),
        my_reply=replies.get(membership.pk, Reply.UNKNOWN),
        report=report,
        report_is_due=asks,
        filed=[each.first_name for each in people if each.pk in filed],
        room_is_open=is_open(meeting, now()),
        early=arrivals.early(meeting, known, me=membership),
        reasons=reasons(meeting, known, me=membership),
        my_reason=reason_of(membership, meeting, known),
    )


def when(meeting: Meeting, membership: Membership) -> When:
    """Return a meeting's time as the viewer's clock shows it."""
    zone, at = membership.user.known_zone, meeting.starts_at
    return When(
        headline=spoken(at, now=now(), zone=zone),
        span=span(at, meeting.ends_at, now=now(), zone=zone),
        set_time=set_time(meeting, zone),
    )


def facilitator_of(meeting: Meeting, duty: Duty | None) -> Membership | None:
    """Return the facilitator: chosen in the room, else proposed by the rota."""
    return meeting.facilitator or (duty.facilitator if duty else None)


def _reports(meeting: Meeting, membership: Membership) -> tuple[ReportBack, set[int]]:
    """Return the viewer's report-back, saved or not, and those that the set may read."""
    shared = [ReportBack.State.FILED, ReportBack.State.GIVEN]
    reports = {
        report.membership_id: report
        for report in meeting.report_backs.filter(
            Q(membership=membership) | Q(state__in=shared)
        )
    }
    own = reports.get(membership.pk) or ReportBack(
        meeting=meeting, membership=membership
    )
    return own, {pk for pk, report in reports.items() if report.state in shared}


def _seat(
    each: Membership,
    replies: dict[int, str],
    facilitator: Membership | None,
    filed: set[int],
) -> Seat:
    reply = replies.get(each.pk, Reply.UNKNOWN)
    return Seat(
        name=each.first_name,
        initials=initials(each.name),
        note=_note(
            reply, is_facilitator=each == facilitator, has_filed=each.pk in filed
        ),
        is_facilitator=each == facilitator,
        away=reply == Reply.CANNOT,
    )


def _note(reply: str, *, is_facilitator: bool, has_filed: bool) -> str:
    if reply == Reply.CANNOT:
        return _("can’t come, sent a report-back") if has_filed else _("can’t come")
    if is_facilitator:
        return _("facilitating")
    if has_filed:
        return _("report-back filed")
    return "" if reply == Reply.UNKNOWN else str(Reply(reply).label)


def _who_comes(people: list[Membership], replies: dict[int, str]) -> str:
    """Return "4 of 6 are coming, 1 perhaps; 4 are needed. Léa can’t."."""
    answers = [replies.get(each.pk, Reply.UNKNOWN) for each in people]
    if unheard(answers):
        return _("Nobody has replied yet.")
    cannot = [e.first_name for e in people if replies.get(e.pk) == Reply.CANNOT]
    if not cannot:
        return counted(answers)
    words = ngettext("%(names)s can’t come.", "%(names)s can’t come.", len(cannot))
    missing = words % {"names": get_text_list(cannot, _("and"))}
    return f"{counted(answers)} {missing}"


def _report_is_due(meeting: Meeting, membership: Membership) -> bool:
    """Return whether an earlier meeting was held, so that there is time to report on."""
    earlier = Meeting.objects.filter(
        learning_set=meeting.learning_set_id,
        state=Meeting.State.ENDED,
        starts_at__lt=meeting.starts_at,
        ended_at__gt=membership.joined_at,
    )
    return meeting.is_scheduled and may_report(membership) and earlier.exists()
