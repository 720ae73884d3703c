"""Home: what needs me now, what is next, and what happened, over all my sets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.prepared import LONG_AGO, Prepared
from actionlearning.lib.rows import HowMany
from meetings.models import Meeting
from meetings.queries import lobby
from meetings.queries.meetings import STILL_NEXT, is_ahead
from meetings.queries.polls_open import asking
from reports.models import ReportBack, Request
from reports.queries.actions import Promise, open_promises
from reports.queries.meeting import Preparation, When, preparation, when
from reports.queries.needs import Need, answering, need
from reports.queries.news import Line, news
from reports.rules import may_report
from sets.models import (
    Acceptance,
    Agreement,
    LearningSet,
    Membership,
    Organisation,
    SetManager,
)

if TYPE_CHECKING:
    from meetings.queries.lobby import Answer

OPEN = 6  #: actions on home; the others stand on the page of actions


@dataclass(frozen=True)
class SetCard:
    """One of my sets, with what comes next in it."""

    place: Membership
    people: int
    meeting: Meeting | None
    when: When | None
    asks_for_my_word: bool
    asks_for_report: bool
    poll: int | None

    @property
    def learning_set(self) -> LearningSet:
        """The set itself."""
        return self.place.learning_set

    @property
    def name(self) -> str:
        """The set's name."""
        return self.place.learning_set.name

    @property
    def dots(self) -> int:
        """How many dots its emblem has."""
        return max(3, min(self.people, 12))


@dataclass(frozen=True)
class Home:
    """The whole page, for one person."""

    user: User
    need: Need | None
    next: Preparation | None
    later: list[SetCard]
    cards: list[SetCard]
    actions: list[Promise]
    more_actions: int
    news: list[Line]
    manages: int
    requests: int
    organisations: list[Organisation]

    @property
    def is_empty(self) -> bool:
        """Whether the person is in no set and manages none."""
        return not (self.cards or self.manages)


def home(user: User) -> Home:
    """Return home; the number of queries does not grow with the person's sets."""
    cards = _cards(user)
    ahead = sorted((card for card in cards if card.meeting), key=_starts_at)
    meetings = [card.meeting for card in ahead if card.meeting]
    answers = lobby.answers(*meetings) if meetings else []
    promises = open_promises(user)
    manages, requests = _managing(user)
    by_set = Counter(promise.action.learning_set_id for promise in promises)
    coming = _next(ahead[0], answers) if ahead else None
    return Home(
        user=user,
        need=need(ahead, cards, open_actions=by_set, answers=answers, coming=coming)
        or answering(requests),
        next=coming,
        later=ahead[1:],
        cards=cards,
        actions=promises[:OPEN],
        more_actions=max(0, len(promises) - OPEN),
        news=news(user, [card.learning_set.pk for card in cards]),
        manages=manages,
        requests=requests,
        organisations=_administering(user),
    )


def _next(card: SetCard, answers: list[Answer]) -> Preparation | None:
    if card.meeting is None:
        return None
    return preparation(card.meeting, card.place, answers)


def _starts_at(card: SetCard) -> tuple[bool, float]:
    """Order by start; a meeting that is going on comes first."""
    if card.meeting is None:
        return True, 0
    return not card.meeting.is_live, card.meeting.starts_at.timestamp()


def _cards(user: User) -> list[SetCard]:
    moment = now()
    places = _PLACES.objects(user=user.pk, moment=moment, since=moment - STILL_NEXT)
    ids = [getattr(place, "next_pk", None) for place in places]
    coming = Meeting.objects.select_related("learning_set", "facilitator__user")
    meetings = coming.in_bulk([pk for pk in ids if pk])
    cards = []
    for place, pk in zip(places, ids, strict=True):
        place.user = user
        meeting = meetings.get(pk) if pk else None
        cards.append(_card(place, meeting))
    return cards


def _card(place: Membership, meeting: Meeting | None) -> SetCard:
    known = vars(place)
    told = known["report_state"] not in {None, ReportBack.State.DRAFT}
    waits = bool(meeting and meeting.is_scheduled and known["has_met"])
    return SetCard(
        place=place,
        people=known["people"],
        meeting=meeting,
        when=when(meeting, place) if meeting else None,
        asks_for_my_word=bool(known["newest_rules"]) and not known["gave_word"],
        asks_for_report=waits and not told and may_report(place),
        poll=known["poll"],
    )


def _places(user: int, moment: dt.datetime, since: dt.datetime) -> QuerySet[Membership]:
    """Return my places in sets, closed ones last, with what home says of each."""
    ahead = Meeting.objects.filter(
        is_ahead(since),
        learning_set=OuterRef("learning_set"),
        learning_set__closed_at=None,
    ).order_by("starts_at", "pk")
    had = Meeting.objects.filter(
        learning_set=OuterRef("learning_set"),
        state=Meeting.State.ENDED,
        ended_at__gt=OuterRef("joined_at"),
    )
    rules = Agreement.objects.filter(
        learning_set=OuterRef("learning_set"), learning_set__closed_at=None
    ).order_by("-version")
    people = Membership.current.filter(
        learning_set=OuterRef("learning_set"), kind=Membership.Kind.MEMBER
    )
    report = ReportBack.objects.filter(
        meeting=OuterRef("next_pk"), membership=OuterRef("pk")
    )
    word = Acceptance.objects.filter(
        agreement=OuterRef("newest_rules"), membership=OuterRef("pk")
    )
    return (
        Membership.current.filter(user=user)
        .select_related("learning_set")
        .annotate(
            next_pk=Subquery(ahead.values("pk")[:1]),
            newest_rules=Subquery(rules.values("pk")[:1]),
            has_met=Exists(had),
            poll=Subquery(
                asking(OuterRef("learning_set"), OuterRef("pk"), moment).values("pk")[
                    :1
                ]
            ),
            people=HowMany(people.values("pk")),
        )
        .annotate(
            report_state=Subquery(report.values("state")[:1]), gave_word=Exists(word)
        )
        .order_by(
            F("learning_set__closed_at").asc(nulls_first=True),
            "learning_set__name",
            "pk",
        )
    )


_PLACES = Prepared(
    _places,
    user=-707701,
    moment=LONG_AGO,
    since=LONG_AGO - STILL_NEXT,
)


def _administering(user: User) -> list[Organisation]:
    """Return the organisations whose plumbing the person looks after."""
    return list(Organisation.objects.filter(administrators__user=user).distinct())


def _managing(user: User) -> tuple[int, int]:
    """Return how many sets the person manages, and how many requests wait for them."""
    desks = SetManager.objects.filter(user=user, ended_at=None)
    waiting = Request.objects.filter(
        learning_set__managers__in=desks,
        state__in=[Request.State.WAITING, Request.State.ACKNOWLEDGED],
    )
    return desks.count(), waiting.count()
