"""The figures managers and administrators may see, counted for many sets at once.

A figure shows only where at least four people stand behind it (DESIGN §4): in a set of
six, a smaller number points at somebody (TRUST A13). What is held back never leaves
this module, so no page can show it by mistake.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeVar

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from meetings.models import Action, Generation, Meeting
from reports.models import ReportBack
from sets.models import Membership

FLOOR = 4  #: people who have to stand behind a figure

Value = TypeVar("Value")


@dataclass(frozen=True)
class Figure:
    """A number with its label; None where fewer than four people stand behind it."""

    label: str
    value: str | None


@dataclass(frozen=True)
class Counts:
    """What can be counted of one set: its figures, and how reports met expectations."""

    meetings: str | None
    figures: list[Figure]
    compared: list[Figure]

    @property
    def shown(self) -> list[str]:
        """The labels of what is shown."""
        return [f.label for f in [*self.figures, *self.compared] if f.value is not None]

    @property
    def has_compared(self) -> bool:
        """Whether anything of what came of it may be shown."""
        return any(figure.value is not None for figure in self.compared)

    @property
    def held_back(self) -> list[str]:
        """The labels of what too few people stand behind."""
        return [f.label for f in [*self.figures, *self.compared] if f.value is None]


def visible(value: Value, people: int) -> Value | None:
    """Return `value` where enough people stand behind it, else None."""
    return value if people >= FLOOR else None


def counts(sets: Collection[int]) -> dict[int, Counts]:
    """Count what happened in each of these sets, in six queries however many they are."""
    meetings, expected = _meetings(sets), _expected(sets)
    actions, days = _actions(sets), _days_to_done(sets)
    generations, compared = _generations(sets), _compared(sets)
    return {
        of: Counts(
            meetings=_shown(meetings[of], "held", "people"),
            figures=[
                Figure(_("meetings held"), _shown(meetings[of], "held", "people")),
                Figure(_("attendance of the set"), _share(meetings[of], expected[of])),
                *_action_figures(actions[of], days[of]),
                Figure(
                    _("generations of an issue"),
                    _shown(generations[of], "number", "people"),
                ),
            ],
            compared=[
                Figure(label, _shown(compared[of, key], "number", "people"))
                for key, label in _compared_labels()
            ],
        )
        for of in sets
    }


def _compared_labels() -> list[tuple[str, str]]:
    return [
        (ReportBack.Compared.BETTER, _("better than expected")),
        (ReportBack.Compared.AS_EXPECTED, _("as expected")),
        (ReportBack.Compared.WORSE, _("worse than expected")),
        (ReportBack.Compared.DIFFERENT, _("other than expected")),
    ]


def meetings_held(sets: Collection[int]) -> dict[int, str | None]:
    """Return only the number of meetings each set held, in one query."""
    meetings = _meetings(sets)
    return {of: _shown(meetings[of], "held", "people") for of in sets}


Row = defaultdict[str, int]
Rows = defaultdict[Any, Row]


def _rows(found: Any, *keys: str) -> Rows:
    rows: Rows = defaultdict(lambda: defaultdict(int))
    for row in found:
        name = tuple(row.pop(key) for key in keys)
        rows[name if len(name) > 1 else name[0]].update(row)
    return rows


def _shown(row: Row, number: str, people: str) -> str | None:
    return visible(str(row[number]), row[people])


def _share(row: Row, expected: Row) -> str | None:
    if not expected["places"]:
        return None
    percent = round(100 * row["came"] / expected["places"])
    return visible(_("%(percent)s %%") % {"percent": percent}, row["people"])


def _action_figures(row: Row, days: list[int]) -> list[Figure]:
    middle = str(round(median(days))) if days else ""
    return [
        Figure(_("actions agreed"), _shown(row, "agreed", "owners")),
        Figure(_("actions done"), _shown(row, "done", "doers")),
        Figure(_("actions dropped"), _shown(row, "dropped", "droppers")),
        Figure(_("days until done, typically"), visible(middle, row["doers"])),
    ]


def _meetings(sets: Collection[int]) -> Rows:
    came = Q(
        attendances__present_at__isnull=False,
        attendances__membership__kind=Membership.Kind.MEMBER,
    )
    found = (
        Meeting.objects.filter(learning_set__in=sets, state=Meeting.State.ENDED)
        .order_by()
        .values("learning_set")
        .annotate(
            held=Count("pk", distinct=True),
            came=Count("attendances", filter=came, distinct=True),
            people=Count("attendances__membership__user", filter=came, distinct=True),
        )
    )
    return _rows(found, "learning_set")


def _expected(sets: Collection[int]) -> Rows:
    """Count the places that were taken when each meeting began."""
    found = (
        Meeting.objects.filter(
            Q(learning_set__memberships__left_at=None)
            | Q(learning_set__memberships__left_at__gt=F("starts_at")),
            learning_set__in=sets,
            state=Meeting.State.ENDED,
            learning_set__memberships__kind=Membership.Kind.MEMBER,
            learning_set__memberships__joined_at__lte=F("starts_at"),
        )
        .order_by()
        .values("learning_set")
        .annotate(places=Count("pk"))
    )
    return _rows(found, "learning_set")


def _actions(sets: Collection[int]) -> Rows:
    done, dropped = Q(state=Action.State.DONE), Q(state=Action.State.DROPPED)
    found = (
        Action.objects.filter(learning_set__in=sets)
        .order_by()
        .values("learning_set")
        .annotate(
            agreed=Count("pk"),
            owners=Count("owner__user", distinct=True),
            done=Count("pk", filter=done),
            doers=Count("owner__user", filter=done, distinct=True),
            dropped=Count("pk", filter=dropped),
            droppers=Count("owner__user", filter=dropped, distinct=True),
        )
    )
    return _rows(found, "learning_set")


def _days_to_done(sets: Collection[int]) -> dict[int, list[int]]:
    days: dict[int, list[int]] = defaultdict(list)
    found = Action.objects.filter(
        learning_set__in=sets, state=Action.State.DONE
    ).values_list("learning_set", "created_at", "closed_at")
    for of, agreed, closed in found:
        took: dt.timedelta = (closed or agreed) - agreed
        days[of].append(max(0, took.days))
    return days


def _generations(sets: Collection[int]) -> Rows:
    found = (
        Generation.objects.filter(issue__learning_set__in=sets)
        .order_by()
        .values("issue__learning_set")
        .annotate(number=Count("pk"), people=Count("issue__owner__user", distinct=True))
    )
    return _rows(found, "issue__learning_set")


def _compared(sets: Collection[int]) -> Rows:
    found = (
        ReportBack.objects.filter(
            meeting__learning_set__in=sets,
            state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN],
        )
        .exclude(compared="")
        .order_by()
        .values("meeting__learning_set", "compared")
        .annotate(number=Count("pk"), people=Count("membership__user", distinct=True))
    )
    return _rows(found, "meeting__learning_set", "compared")
