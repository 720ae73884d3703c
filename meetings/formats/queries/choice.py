"""A meeting's format, the formats that a set may choose from, and their minutes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from meetings.formats.definitions import (
    Format,
    Phase,
    from_data,
    introducing,
    scaled,
    short,
)
from meetings.formats.shipped import FORMATS
from meetings.models import Meeting, OwnFormat, Series
from sets.models import LearningSet


@dataclass(frozen=True)
class Choice:
    """A format that a set may meet by: `own` if the set has made it.

    `value` is the name in forms: the key of a shipped format, or "own-" and an id.
    """

    meeting_format: Format
    own: OwnFormat | None = None

    @property
    def value(self) -> str:
        """The name in forms."""
        return f"own-{self.own.pk}" if self.own else self.meeting_format.key

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return gettext(self.meeting_format.name)

    @property
    def about(self) -> str:
        """The purpose, in one or two sentences."""
        return gettext(self.meeting_format.about)

    def is_of(self, planned_by: Meeting | Series) -> bool:
        """Whether a meeting, or a series, follows it."""
        if planned_by.own_format_id or self.own:
            return self.own is not None and self.own.pk == planned_by.own_format_id
        return self.meeting_format.key == planned_by.format


def shipped() -> list[Choice]:
    """Return the formats that come with the product."""
    return [Choice(form) for form in FORMATS.values()]


def choices(learning_set: LearningSet, *, used: int | None = None) -> list[Choice]:
    """Return the formats that a set may choose from: ours, then its own. One query.

    A retired format is left out, unless it is `used` (an id).
    """
    offered = Q(retired_at=None) | Q(pk=used)
    return [*shipped(), *own(learning_set.formats.filter(offered))]


def own(rows: Iterable[OwnFormat]) -> list[Choice]:
    """Return a set's own formats as choices."""
    return [Choice(as_format(row), row) for row in rows]


def format_of(planned_by: Meeting | Series) -> Format:
    """Return the set's own format if one was chosen, else the shipped one."""
    own = planned_by.own_format
    return as_format(own) if own else FORMATS[planned_by.format]


def as_format(own: OwnFormat) -> Format:
    """Return a set's own format as the pure one that the room knows."""
    return Format(
        key=own.base,
        name=own.name,
        phases=from_data(own.phases),
        about=FORMATS[own.base].about,
    )


def name_of(meeting: Meeting) -> str:
    """Return the name of the meeting's format, as it was when the meeting started."""
    return gettext(meeting.format_name or format_of(meeting).name)


def planned(
    meeting_format: Format, meeting: Meeting, *, people: int
) -> tuple[Phase, ...]:
    """Return the phases of a meeting of `people` members, short ones if it is short."""
    phases = whole(meeting_format, meeting, people=people)
    return short(phases) if meeting.is_short else phases


def whole(
    meeting_format: Format, meeting: Meeting, *, people: int
) -> tuple[Phase, ...]:
    """Return all phases that a meeting of `people` members would have in this format."""
    phases = scaled(meeting_format, meeting.minutes, people)
    return introducing(phases) if meeting.is_first else phases
