"""The figures that managers and administrators may see.

A figure is shown only if at least four people stand behind it: in a set of six, a
smaller number points at somebody (docs/threat-model.md#counts). A figure that is held
back never leaves this module, so no page can show it by mistake.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _, ngettext

from meetings.models import Action, Generation, Meeting
from meetings.selectors import held_per_membership
from reports.models import ReportBack
from sets.models import Membership

FLOOR = 4  #: people who have to stand behind a figure
#: The condition that a member was present at a meeting.
CAME = Q(
    attendances__present_at__isnull=False,
    attendances__membership__kind=Membership.Kind.MEMBER,
)

Value = TypeVar("Value")


@dataclass(frozen=True)
class Figure:
    """A number with its label; None if fewer than four people stand behind it."""

    label: str
    value: str | None


@dataclass(frozen=True)
class Counts:
    """The counts of one set: its figures, and how outcomes compared with expectations."""

    meetings: str | None
    figures: list[Figure]
    compared: list[Figure]

    @property
    def shown(self) -> list[str]:
        """The labels of the figures that are shown."""
        return [f.label for f in [*self.figures, *self.compared] if f.value is not None]

    @property
    def has_compared(self) -> bool:
        """Whether any comparison with expectations may be shown."""
        return any(figure.value is not None for figure in self.compared)

    @property
    def held_back(self) -> list[str]:
        """The labels of the figures that are held back."""
        return [f.label for f in [*self.figures, *self.compared] if f.value is None]


def visible(value: Value, people: int) -> Value | None:
    """Return `value` if enough people stand behind it, else None."""
    return value if people >= FLOOR else None


def counts(of: int) -> Counts:
    """Return the counts of the set with the id `of`, in six queries."""
    meetings = _row(next(iter(_meetings([of])), None))
    generations = _generations(of)
    compared = {row["compared"]: row for row in _compared(of)}
    held = _shown(meetings, "held", "people")
    asked = _shown(generations, "number", "people")
    return Counts(
        meetings=held,
        figures=[
            Figure(ngettext("meeting held", "meetings held", _number(held)), held),
            Figure(_("attendance of the set"), _share(meetings, _expected(of))),
            *_action_figures(_actions(of), _days(_done(of))),
            Figure(
                ngettext(
                    "time a question was taken up",
                    "times a question was taken up",
                    _number(asked),
                ),
                asked,
            ),
        ],
        compared=[
            Figure(label, _shown(_row(compared.get(key)), "number", "people"))
            for key, label in _compared_labels()
        ],
    )


def _compared_labels() -> list[tuple[str, str]]:
    return [
        (ReportBack.Compared.BETTER, _("better than expected")),
        (ReportBack.Compared.AS_EXPECTED, _("as expected")),
        (ReportBack.Compared.WORSE, _("worse than expected")),
        (ReportBack.Compared.DIFFERENT, _("different from expected")),
    ]


def meetings_held(sets: Collection[int]) -> dict[int, str | None]:
    """Return the number of meetings that each set held, in one query."""
    found = {row["learning_set"]: row for row in _meetings(sets)}
    return {of: _shown(_row(found.get(of)), "held", "people") for of in sets}


Row = Mapping[str, int]


def _row(counted: Row | None) -> Row:
    """Return the row of a count, or one of zeros if there is none."""
    return defaultdict(int, counted or {})


def _shown(row: Row, number: str, people: str) -> str | None:
    return visible(str(row[number]), row[people])


def _share(row: Row, expected: Row) -> str | None:
    if not expected["places"]:
        return None
    percent = round(100 * row["came"] / expected["places"])
    return visible(_("%(percent)s %%") % {"percent": percent}, row["people"])


def _action_figures(row: Row, days: list[int]) -> list[Figure]:
    middle = str(round(median(days))) if days else ""
    agreed = _shown(row, "agreed", "owners")
    done = _shown(row, "done", "doers")
    dropped = _shown(row, "dropped", "droppers")
    typical = visible(middle, row["doers"])
    return [
        Figure(ngettext("action agreed", "actions agreed", _number(agreed)), agreed),
        Figure(ngettext("action done", "actions done", _number(done)), done),
        Figure(
            ngettext("action dropped", "actions dropped", _number(dropped)), dropped
        ),
        Figure(
            ngettext(
                "day to finish (typical)",
                "days to finish (typical)",
                _number(typical),
            ),
            typical,
        ),
    ]


def _number(shown: str | None) -> int:
    """Return what a label agrees with: no number that is held back."""
    return int(shown or 0)


def _days(rows: Iterable[Sequence[Any]]) -> list[int]:
    return [max(0, ((closed or agreed) - agreed).days) for agreed, closed in rows]


Counted = QuerySet[Any, Any]


def _meetings(sets: Collection[int]) -> Counted:
    return (
        Meeting.objects.filter(learning_set__in=sets, state=Meeting.State.ENDED)
        .order_by()
        .values("learning_set")
        .annotate(
            held=Count("pk", distinct=True),
            came=Count("attendances", filter=CAME, distinct=True),
            people=Count("attendances__membership__user", filter=CAME, distinct=True),
        )
    )


def _expected(of: int) -> Row:
    return held_per_membership().filter(learning_set=of).aggregate(places=Count("pk"))


def _actions(of: int) -> Row:
    done, dropped = Q(state=Action.State.DONE), Q(state=Action.State.DROPPED)
    return Action.objects.filter(learning_set=of).aggregate(
        agreed=Count("pk"),
        owners=Count("owner__user", distinct=True),
        done=Count("pk", filter=done),
        doers=Count("owner__user", filter=done, distinct=True),
        dropped=Count("pk", filter=dropped),
        droppers=Count("owner__user", filter=dropped, distinct=True),
    )


def _done(of: int) -> QuerySet[Any, Any]:
    """Return when each done action was agreed, and when it was closed."""
    done = Action.objects.filter(learning_set=of, state=Action.State.DONE)
    return done.order_by().values_list("created_at", "closed_at")


def _generations(of: int) -> Row:
    return Generation.objects.filter(issue__learning_set=of).aggregate(
        number=Count("pk"), people=Count("issue__owner__user", distinct=True)
    )


def _compared(of: int) -> Counted:
    return (
        ReportBack.objects.filter(
            meeting__learning_set=of,
            state__in=[ReportBack.State.FILED, ReportBack.State.GIVEN],
        )
        .exclude(compared="")
        .order_by()
        .values("compared")
        .annotate(number=Count("pk"), people=Count("membership__user", distinct=True))
    )
