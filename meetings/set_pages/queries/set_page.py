"""The page of a set: people, dates, turns and issues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When

from actionlearning.lib import drawing
from actionlearning.lib.clock import now
from actionlearning.lib.dates import span, spoken
from actionlearning.lib.templatetags.lib_tags import initials
from meetings import selectors as meetings
from meetings.attendance.queries import arrivals as lobby
from meetings.attendance.queries.replies import counted, unheard
from meetings.dates.queries.additional import goes_on
from meetings.dates.queries.rhythm import rhythm
from meetings.models import Attendance, Generation, Issue, Meeting
from meetings.permissions import may_plan, may_plan_all
from meetings.polls.queries.open import open_polls
from meetings.rota.facts import set_time
from meetings.rota.queries import turns as rota
from meetings.rota.queries.page import ViewerDuty, viewer_duties
from meetings.rota.queries.turns import Duty
from sets.agreement.queries import is_asked
from sets.models import LearningSet, Membership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from meetings.attendance.queries.arrivals import Answer
    from meetings.polls.queries.open import Asking

    class Line(TypedDict):
        sentence: str
        count: int

    IssueLine = WithAnnotations[Issue, Line]

ISSUES = 100  #: issues that the page lists: open ones first, then the newest
PAST = 200  #: meetings that the page lists
RECENT = 8  #: the last of them, which are shown; the others are folded away


@dataclass(frozen=True)
class Seat(drawing.Seat):
    """A seat in the round, and what its person has said to the next meeting."""

    reply: str = ""


@dataclass(frozen=True)
class Next:
    """The next or live meeting, and the set's replies to it."""

    meeting: Meeting
    duty: Duty
    my_reply: str
    is_mine: bool
    cannot: int
    silent: int
    counted: str
    headline: str
    when: str
    set_time: str
    early: str

    @property
    def may_reply(self) -> bool:
        """Whether the meeting still takes replies."""
        return self.meeting.is_scheduled


@dataclass(frozen=True)
class SetPage:
    """The whole page for one viewer."""

    learning_set: LearningSet
    membership: Membership
    next: Next | None
    duties: list[Duty]
    seats: list[Seat]
    issues: list[IssueLine]
    past: list[Meeting]
    invited: int
    asks_for_my_word: bool
    polls: list[Asking]
    rhythm: str

    @property
    def turns(self) -> list[ViewerDuty]:
        """The next meetings with their facilitators and what the viewer may do."""
        return viewer_duties(self.duties, self.membership)

    @property
    def may_plan(self) -> bool:
        """Whether the viewer may plan the set's meetings."""
        if self.next is None or not self.next.meeting.is_scheduled:
            return False
        return may_plan(self.membership, self.next.meeting)

    @property
    def may_begin(self) -> bool:
        """Whether the viewer may begin a new rule, because none makes meetings."""
        if not may_plan_all(self.membership):
            return False
        by_rule = (duty.meeting.series_id for duty in self.duties)
        return not any(by_rule) and not goes_on(self.learning_set, now())

    @property
    def may_ask(self) -> bool:
        """Whether the viewer may open a poll."""
        if self.learning_set.is_closed or not self.membership.is_member:
            return False
        return self.membership.is_coordinator or bool(self.next and self.next.is_mine)

    @property
    def recent(self) -> list[Meeting]:
        """The last meetings, which are shown."""
        return self.past[:RECENT]

    @property
    def earlier(self) -> list[Meeting]:
        """The earlier meetings, which are folded away."""
        return self.past[RECENT:]

    @property
    def left_open(self) -> Meeting | None:
        """The latest meeting that was begun and not closed in time, if any."""
        return next((meeting for meeting in self.past if meeting.is_live), None)

    @property
    def is_alone(self) -> bool:
        """Whether nobody has joined the founder yet."""
        return len(self.seats) == 1


def set_page(membership: Membership) -> SetPage:
    """Return the set's page as `membership` sees it, in a fixed number of queries."""
    learning_set = membership.learning_set
    people = list(Membership.current.in_order(learning_set))
    duties = [] if learning_set.is_closed else rota.ahead(learning_set)
    answers = lobby.answers(duties[0].meeting) if duties else []
    replies = {answer.membership_id: answer.reply for answer in answers}
    coming = _next(duties[0], answers, people, membership) if duties else None
    series = coming.meeting.series if coming else None
    return SetPage(
        learning_set=learning_set,
        membership=membership,
        next=coming,
        duties=duties,
        seats=_seats(people, coming, replies),
        issues=_issues(learning_set),
        past=list(
            meetings.past(learning_set).select_related("facilitator__user")[:PAST]
        ),
        invited=learning_set.invitations.filter(
            accepted_at=None, revoked_at=None
        ).count(),
        asks_for_my_word=is_asked(membership),
        polls=[] if learning_set.is_closed else open_polls(membership),
        rhythm=rhythm(series) if series else "",
    )


def _next(
    duty: Duty, answers: list[Answer], people: list[Membership], me: Membership
) -> Next:
    meeting, zone = duty.meeting, me.user.known_zone
    replies = {answer.membership_id: answer.reply for answer in answers}
    members = [membership for membership in people if membership.is_member]
    said = [
        replies.get(membership.pk, Attendance.Reply.UNKNOWN) for membership in members
    ]
    return Next(
        meeting=meeting,
        duty=duty,
        my_reply=replies.get(me.pk, Attendance.Reply.UNKNOWN),
        is_mine=duty.facilitator == me,
        cannot=said.count(Attendance.Reply.CANNOT),
        silent=said.count(Attendance.Reply.UNKNOWN),
        counted="" if unheard(said) else counted(said),
        headline=spoken(meeting.starts_at, now=now(), zone=zone),
        when=span(meeting.starts_at, meeting.ends_at, now=now(), zone=zone),
        set_time=set_time(meeting, zone),
        early=lobby.early(meeting, answers, me=me),
    )


def _seats(
    people: list[Membership], coming: Next | None, replies: dict[int, str]
) -> list[Seat]:
    facilitator = coming.duty.facilitator if coming else None
    return [
        Seat(
            name=membership.name,
            initials=initials(membership.name),
            reply=replies.get(membership.pk, ""),
            is_facilitator=membership == facilitator,
            away=replies.get(membership.pk) == Attendance.Reply.CANNOT,
        )
        for membership in people
        if membership.is_member
    ]


def _issues(learning_set: LearningSet) -> list[IssueLine]:
    """Return the set's issues, each with its newest sentence and its generations."""
    newest = Generation.objects.filter(issue=OuterRef("pk")).order_by("-number")
    open_first = Case(
        When(state=Issue.State.OPEN, then=Value(0)),
        When(state=Issue.State.PARKED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(
        Issue.objects.filter(learning_set=learning_set)
        .select_related("owner__user", "learning_set")
        .annotate(
            sentence=Subquery(newest.values("sentence")[:1]),
            count=Count("generations"),
        )
        .order_by(open_first, "-state_at", "-pk")[:ISSUES]
    )
