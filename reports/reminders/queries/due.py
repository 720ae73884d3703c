"""Query what may be due on people's mornings, at each tick.

Each query is about the people with ids from `first` on and before `end`. A tick goes
through everybody in such rounds, so that neither queries nor memory grow with the sets.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from actionlearning.accounts.models import User
from actionlearning.outbox.each_row import load
from meetings.models import Action, Meeting
from reports.models import ReportBack
from sets.models import Membership, SetManager

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Before(TypedDict):
        previous_at: dt.datetime | None
        last_ended_at: dt.datetime | None

    Coming = WithAnnotations[Meeting, Before]

DAY = dt.timedelta(days=1)
#: From the morning before a meeting to a meeting late at night, with an hour of DST.
WORK = "mornings"
AHEAD = 2 * DAY + dt.timedelta(hours=1)
AT_ONCE = 2_000  #: people that a round of queries is about


@dataclass(frozen=True)
class People:
    """The people of one round."""

    first: int
    end: int

    def are(self, path: str) -> Q:
        """Return the condition that the user at the end of a path is one of them."""
        return Q((f"{path}__gte", self.first), (f"{path}__lt", self.end))

    def coming(self, moment: dt.datetime) -> list[Coming]:
        """Return their sets' meetings ahead, with when each set met before."""
        sets = Membership.current.filter(self.are("user")).values("learning_set")
        of_the_set = Meeting.objects.filter(
            learning_set=OuterRef("learning_set")
        ).order_by("-starts_at")
        earlier = of_the_set.filter(starts_at__lt=OuterRef("starts_at")).exclude(
            state__in=[Meeting.State.CANCELLED, Meeting.State.NOT_HELD]
        )
        ended = of_the_set.filter(state=Meeting.State.ENDED)
        return load(
            _ahead(moment)
            .filter(learning_set__in=sets, learning_set__closed_at=None)
            .select_related("learning_set")
            .annotate(
                previous_at=Subquery(earlier.values("starts_at")[:1]),
                last_ended_at=Subquery(ended.values("ended_at")[:1]),
            ),
            of=WORK,
        )

    def memberships(self, moment: dt.datetime) -> dict[int, list[Membership]]:
        """Return their places in the sets of those meetings, by set."""
        sets = _ahead(moment).order_by().values("learning_set")
        rows = Membership.current.filter(
            self.are("user"), learning_set__in=sets, user__is_active=True
        )
        memberships = defaultdict(list)
        rows = rows.select_related("user").order_by("joined_at", "pk")
        for membership in load(rows, of=WORK):
            memberships[membership.learning_set_id].append(membership)
        return memberships

    def reported(self, moment: dt.datetime) -> set[tuple[int, int]]:
        """Return (meeting, membership) of each report-back that was filed, told or skipped."""
        settled = ReportBack.objects.filter(
            self.are("membership__user"),
            meeting__in=_ahead(moment).order_by().values("pk"),
        ).exclude(state=ReportBack.State.DRAFT)
        return set(settled.values_list("meeting_id", "membership_id"))

    def promises(self, moment: dt.datetime) -> list[Action]:
        """Return their open actions that may be followed up now, somewhere on earth.

        Most open actions are not yet half through their time; of these only the dates are
        read.
        """
        today = moment.date()
        still = Action.objects.filter(
            self.are("owner__user"),
            state=Action.State.OPEN,
            # Where the day ends last, it is still yesterday.
            due_on__gte=today - DAY,
            owner__left_at=None,
            owner__user__is_active=True,
            learning_set__closed_at=None,
        )
        met_at = Coalesce("meeting__started_at", "meeting__starts_at")
        rows = load(still.order_by().values_list("pk", "due_on", met_at), of=WORK)
        near = [pk for pk, due_on, met in rows if _is_near(met.date(), due_on, today)]
        actions = Action.objects.filter(pk__in=near)
        of_whom = actions.select_related("owner__user", "meeting", "learning_set")
        return load(of_whom, of=WORK)

    def appointments(self) -> list[SetManager]:
        """Return the sets that they manage."""
        appointed = SetManager.objects.filter(
            self.are("user"),
            ended_at=None,
            user__is_active=True,
            learning_set__closed_at=None,
        )
        return load(appointed.select_related("user", "learning_set"), of=WORK)


def rounds() -> Iterator[People]:
    """Yield rounds that cover everybody."""
    ends = User.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for number in range(ends["first"], ends["last"] + 1, AT_ONCE):
            yield People(number, number + AT_ONCE)


def _ahead(moment: dt.datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        state=Meeting.State.SCHEDULED,
        starts_at__gt=moment,
        starts_at__lte=moment + AHEAD,
    )


def _is_near(met_on: dt.date, due_on: dt.date, today: dt.date) -> bool:
    """Return whether half the time is over or will be in two days: dates differ on earth."""
    return met_on + (due_on - met_on) // 2 <= today + 2 * DAY
