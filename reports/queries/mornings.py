"""What may be due on people's mornings: questions that each tick asks, prepared.

Each is about the people whose numbers lie from `first` on and before `end`: a tick goes
through all of them in rounds, so that neither queries nor memory grow with the sets.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from actionlearning.accounts.models import User
from actionlearning.lib.prepared import LONG_AGO, Prepared
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
AHEAD = 2 * DAY + dt.timedelta(hours=1)
AT_ONCE = 2_000  #: people that a round of queries is about


@dataclass(frozen=True)
class People:
    """Those of one round."""

    first: int
    end: int

    def coming(self, moment: dt.datetime) -> list[Coming]:
        """Return their sets' meetings ahead, with when each set met before."""
        return _COMING.objects(**vars(self), **_window(moment))

    def places(self, moment: dt.datetime) -> dict[int, list[Membership]]:
        """Return their places in the sets of those meetings, by set."""
        places = defaultdict(list)
        for place in _PLACES.objects(**vars(self), **_window(moment)):
            places[place.learning_set_id].append(place)
        return places

    def reported(self, moment: dt.datetime) -> set[tuple[int, int]]:
        """Return (meeting, membership) for who filed, gave or skipped a report-back."""
        rows = _REPORTED.rows(**vars(self), **_window(moment))
        return {(meeting, place) for meeting, place in rows}

    def promises(self, moment: dt.datetime) -> list[Action]:
        """Return their open actions that may be followed up now, somewhere on earth.

        Most of what is open is not yet half through its time: that is read as two dates.
        """
        today = moment.date()
        rows = _OPEN.rows(**vars(self), since=today - DAY)
        near = [pk for pk, due_on, met in rows if _is_near(met.date(), due_on, today)]
        return list(_promises(near)) if near else []

    def desks(self) -> list[SetManager]:
        """Return the sets that they manage."""
        return _DESKS.objects(**vars(self))


def rounds() -> Iterator[People]:
    """Go through everybody there is."""
    [(first, last)] = _ENDS.rows()
    if first is not None:
        for number in range(first, last + 1, AT_ONCE):
            yield People(number, number + AT_ONCE)


def _window(moment: dt.datetime) -> dict[str, dt.datetime]:
    return {"moment": moment, "until": moment + AHEAD}


def _ends() -> QuerySet[User, Any]:
    """Ask for the first and the last number, as one row."""
    everybody = User.objects.order_by().annotate(group=Value(1)).values("group")
    ends = everybody.annotate(first=Min("pk"), last=Max("pk"))
    return ends.values_list("first", "last")


def _are(path: str, first: int, end: int) -> Q:
    """Return the condition that the account at the end of a path is one of these."""
    return Q((f"{path}__gte", first), (f"{path}__lt", end))


def _ahead(moment: dt.datetime, until: dt.datetime) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        state=Meeting.State.SCHEDULED,
        starts_at__gt=moment,
        starts_at__lte=until,
    )


def _coming(first: int, end: int, **window: dt.datetime) -> QuerySet[Coming]:
    sets = Membership.current.filter(_are("user", first, end)).values("learning_set")
    of_the_set = Meeting.objects.filter(learning_set=OuterRef("learning_set")).order_by(
        "-starts_at"
    )
    earlier = of_the_set.filter(starts_at__lt=OuterRef("starts_at")).exclude(
        state__in=[Meeting.State.CANCELLED, Meeting.State.NOT_HELD]
    )
    ended = of_the_set.filter(state=Meeting.State.ENDED)
    return (
        _ahead(**window)
        .filter(learning_set__in=sets, learning_set__closed_at=None)
        .select_related("learning_set")
        .annotate(
            previous_at=Subquery(earlier.values("starts_at")[:1]),
            last_ended_at=Subquery(ended.values("ended_at")[:1]),
        )
    )


def _places(first: int, end: int, **window: dt.datetime) -> QuerySet[Membership]:
    sets = _ahead(**window).order_by().values("learning_set")
    places = Membership.current.filter(
        _are("user", first, end), learning_set__in=sets, user__is_active=True
    )
    return places.select_related("user").order_by("joined_at", "pk")


def _reported(first: int, end: int, **window: dt.datetime) -> QuerySet[ReportBack, Any]:
    settled = ReportBack.objects.filter(
        _are("membership__user", first, end),
        meeting__in=_ahead(**window).order_by().values("pk"),
    ).exclude(state=ReportBack.State.DRAFT)
    return settled.values_list("meeting_id", "membership_id")


def _is_near(met_on: dt.date, due_on: dt.date, today: dt.date) -> bool:
    """Say whether half the time is over, or will be in two days: dates differ on earth."""
    return met_on + (due_on - met_on) // 2 <= today + 2 * DAY


def _open(first: int, end: int, since: dt.date) -> QuerySet[Action, Any]:
    still = Action.objects.filter(
        _are("owner__user", first, end),
        state=Action.State.OPEN,
        # Where the day ends last, it is still yesterday.
        due_on__gte=since,
        owner__left_at=None,
        owner__user__is_active=True,
        learning_set__closed_at=None,
    )
    met_at = Coalesce("meeting__started_at", "meeting__starts_at")
    return still.order_by().values_list("pk", "due_on", met_at)


def _promises(near: Collection[int]) -> QuerySet[Action]:
    return Action.objects.filter(pk__in=near).select_related(
        "owner__user", "meeting", "learning_set"
    )


def _desks(first: int, end: int) -> QuerySet[SetManager]:
    return SetManager.objects.filter(
        _are("user", first, end),
        ended_at=None,
        user__is_active=True,
        learning_set__closed_at=None,
    ).select_related("user", "learning_set")


_ROUND = {"first": -808801, "end": -808802}
_AHEAD = {**_ROUND, "moment": LONG_AGO, "until": LONG_AGO + AHEAD}
_ENDS = Prepared(_ends)
_COMING: Prepared[Coming] = Prepared(_coming, **_AHEAD)
_PLACES = Prepared(_places, **_AHEAD)
_REPORTED = Prepared(_reported, **_AHEAD)
_OPEN = Prepared(_open, **_ROUND, since=LONG_AGO.date())
_DESKS = Prepared(_desks, **_ROUND)
