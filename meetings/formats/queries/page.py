"""The page of a set's formats: ours, its own, and the usual one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext as _

from actionlearning.lib.drawing import Step
from meetings.formats.definitions import Phase, scaled
from meetings.formats.queries.choice import Choice, as_format, choices
from meetings.formats.shipped.pieces import PIECES, WHOLE
from meetings.formats.wording import spoken
from meetings.models import Meeting, OwnFormat, Series
from meetings.permissions import may_shape_formats
from sets.models import LearningSet, Membership


@dataclass(frozen=True)
class Shown:
    """One format: its phases in words, and the strip of their minutes."""

    choice: Choice
    is_chosen: bool
    phases: list[Phase]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def slots(self) -> int:
        """How many presenters it has room for."""
        return self.choice.meeting_format.slots

    @property
    def strip(self) -> list[Step]:
        """The phases as `components/budget.html` draws them."""
        return [Step(each.title, each.minutes, _state(each)) for each in self.phases]


@dataclass(frozen=True)
class FormatsPage:
    """The formats that a set may meet by."""

    learning_set: LearningSet
    shipped: list[Shown]
    own: list[Shown]
    may_shape: bool
    has_series: bool


def formats_page(membership: Membership) -> FormatsPage:
    """Return the page in two queries."""
    series = list(
        Series.objects.filter(learning_set=membership.learning_set).order_by("pk")
    )
    usual = series[-1] if series else None
    shown = [
        Shown(
            each,
            usual is not None and each.is_of(usual),
            _in_words(each.meeting_format.phases),
        )
        for each in choices(membership.learning_set)
    ]
    return FormatsPage(
        learning_set=membership.learning_set,
        shipped=[each for each in shown if each.choice.own is None],
        own=[each for each in shown if each.choice.own],
        may_shape=may_shape_formats(membership),
        has_series=usual is not None,
    )


def to_choose_from(meeting: Meeting) -> list[Shown]:
    """Return the formats for a meeting, scaled to its minutes, the present one marked."""
    of = meeting.learning_set
    return [
        Shown(
            each,
            each.is_of(meeting),
            _in_words(scaled(each.meeting_format, meeting.minutes)),
        )
        for each in choices(of, used=meeting.own_format_id)
    ]


def as_shown(own: OwnFormat) -> Shown:
    """Return one of the set's own formats as the page lists it."""
    meeting_format = as_format(own)
    return Shown(
        Choice(meeting_format, own),
        is_chosen=False,
        phases=_in_words(meeting_format.phases),
    )


def pieces() -> list[tuple[str, str]]:
    """Return the pieces that may be added to a format: name in forms, and title."""
    alone = [(name, gettext(phase.title)) for name, phase in PIECES.items()]
    return [(WHOLE, _("A whole airtime")), *alone]


def _in_words(phases: Iterable[Phase]) -> list[Phase]:
    return [spoken(phase) for phase in phases]


def _state(phase: Phase) -> str:
    """Mark airtime in the strip, so that its share of the time shows."""
    return "done" if phase.slot else "ahead"
