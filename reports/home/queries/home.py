"""Home: what needs a person now, what is next, and what is new in all their sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from actionlearning.accounts.models import User
from meetings.attendance.queries import arrivals
from meetings.models import Meeting
from meetings.polls.queries.open import asking
from meetings.selectors import is_ahead, is_now
from reports.actions.queries import Promise, open_promises
from reports.home.queries.needs import Need, answering, need
from reports.home.queries.news import NewsItem, news
from reports.meeting_page.queries import Preparation, When, preparation, when
from reports.models import ReportBack, Request
from reports.permissions import may_report
from sets.models import (
    Acceptance,
    Agreement,
    LearningSet,
    Membership,
    Organisation,
    SetManager,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Around(TypedDict):
        people: int
        next_pk: int | None
        has_met: bool
        left_open: str | None
        newest_rules: int | None
        my_word: int | None

    Place = WithAnnotations[Membership, Around]

OPEN = 6  #: actions on home; the page of actions lists the others


@dataclass(frozen=True)
class SetCard:
    """One set of the person, with its next meeting."""

    membership: Membership
    people: int
    meeting: Meeting | None
    when: When | None
    asks_for_my_word: bool
    asks_for_report: bool
    poll: int | None
    left_open: str  #: the code of a meeting that nobody closed, or ""

    @property
    def learning_set(self) -> LearningSet:
        """The set itself."""
        return self.membership.learning_set

    @property
    def name(self) -> str:
        """The set's name."""
        return self.membership.learning_set.name

    @property
    def dots(self) -> int:
        """The number of dots in its emblem."""
        return max(3, min(self.people, 12))


@dataclass(frozen=True)
class Home:
    """The whole page for one person."""

    user: User
    need: Need | None
    next: Preparation | None
    cards: list[SetCard]
    actions: list[Promise]
    more_actions: int
    news: list[NewsItem]
    manages: int
    organisations: list[Organisation]  #: that the person administers

    @property
    def is_empty(self) -> bool:
        """Whether the person is in no set and manages none."""
        return not (self.cards or self.manages)


def home(user: User) -> Home:
    """Return home; the number of queries does not grow with the person's sets."""
    cards = _cards(user)
    ahead = sorted((card for card in cards if card.meeting), key=_starts_at)
    meetings = [card.meeting for card in ahead if card.meeting]
    answers = arrivals.answers(*meetings) if meetings else []
    promises = open_promises(user)
    manages, requests = _managing(user)
    by_set = Counter(promise.action.learning_set_id for promise in promises)
    coming = (
        preparation(meetings[0], ahead[0].membership, answers) if meetings else None
    )
    return Home(
        user=user,
        need=need(ahead, cards, open_actions=by_set, answers=answers, coming=coming)
        or answering(requests),
        next=coming,
        cards=cards,
        actions=promises[:OPEN],
        more_actions=max(0, len(promises) - OPEN),
        news=news(user, [card.learning_set.pk for card in cards]),
        manages=manages,
        organisations=list(
            Organisation.objects.filter(administrators__user=user).distinct()
        ),
    )


def _starts_at(card: SetCard) -> tuple[bool, float]:
    """Return the sort key: a live meeting first, then by start."""
    if card.meeting is None:
        return True, 0
    return not card.meeting.is_live, card.meeting.starts_at.timestamp()


def _cards(user: User) -> list[SetCard]:
    memberships = list(_memberships(user))
    meetings, polls = _coming(memberships), asking(memberships)
    cards = []
    for membership in memberships:
        membership.user = user
        meeting = meetings.get(membership.next_pk) if membership.next_pk else None
        cards.append(_card(membership, meeting, polls.get(membership.learning_set_id)))
    return cards


def _card(membership: Place, meeting: Any, poll: int | None) -> SetCard:
    waits = meeting is not None and meeting.is_scheduled and membership.has_met
    report: ReportBack | None = getattr(meeting, "my_report", None)
    is_told = report is not None and report.state != ReportBack.State.DRAFT
    is_asked = (
        not membership.learning_set.is_closed and membership.newest_rules is not None
    )
    return SetCard(
        membership=membership,
        people=membership.people,
        meeting=meeting,
        when=when(meeting, membership) if meeting else None,
        asks_for_my_word=is_asked and membership.my_word != membership.newest_rules,
        asks_for_report=waits and not is_told and may_report(membership),
        poll=poll,
        left_open=membership.left_open or "",
    )


def _memberships(user: User) -> QuerySet[Place]:
    """Return the person's memberships, closed sets last, with what home says of each."""
    meetings = Meeting.objects.filter(learning_set=OuterRef("learning_set"))
    ahead = meetings.filter(is_ahead(), learning_set__closed_at=None)
    had = meetings.filter(state=Meeting.State.ENDED, ended_at__gt=OuterRef("joined_at"))
    left_open = meetings.filter(state=Meeting.State.LIVE).exclude(is_now())
    rules = Agreement.objects.filter(learning_set=OuterRef("learning_set"))
    words = Acceptance.objects.filter(membership=OuterRef("pk"))
    members = Q(
        learning_set__memberships__left_at=None,
        learning_set__memberships__kind=Membership.Kind.MEMBER,
    )
    return (
        Membership.current.filter(user=user)
        .select_related("learning_set")
        .annotate(
            people=Count("learning_set__memberships", filter=members),
            next_pk=Subquery(ahead.order_by("starts_at", "pk").values("pk")[:1]),
            has_met=Exists(had),
            left_open=Subquery(left_open.order_by("-starts_at").values("code")[:1]),
            newest_rules=Subquery(rules.order_by("-version").values("pk")[:1]),
            my_word=Subquery(
                words.order_by("-agreement__version").values("agreement")[:1]
            ),
        )
        .order_by(
            F("learning_set__closed_at").asc(nulls_first=True),
            "learning_set__name",
            "pk",
        )
    )


def _coming(memberships: Collection[Place]) -> dict[int, Any]:
    """Return the next meeting of each set by its id, each with `my_report` to it."""
    mine = Q(report_backs__membership__in=memberships)
    return (
        Meeting.objects.annotate(
            my_report=FilteredRelation("report_backs", condition=mine)
        )
        # The stubs do not know a filtered relation.
        .select_related("learning_set", "facilitator__user", "my_report")  # type: ignore[misc]
        .in_bulk(
            [membership.next_pk for membership in memberships if membership.next_pk]
        )
    )


def _managing(user: User) -> tuple[int, int]:
    """Return the numbers of sets the person manages and of requests that wait for them."""
    waiting = Q(
        learning_set__requests__state__in=[
            Request.State.WAITING,
            Request.State.ACKNOWLEDGED,
        ]
    )
    found = SetManager.objects.filter(user=user, ended_at=None).aggregate(
        sets=Count("learning_set", distinct=True),
        requests=Count("learning_set__requests", filter=waiting, distinct=True),
    )
    return found["sets"], found["requests"]
