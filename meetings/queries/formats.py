"""Which format a meeting follows, and what that means in minutes."""

from __future__ import annotations

from django.utils.translation import gettext

from meetings.formats import Format, Phase, from_data, scaled, short
from meetings.models import Meeting, OwnFormat, Series
from meetings.shipped import FORMATS


def format_of(planned_by: Meeting | Series) -> Format:
    """Return the set's own format where one was chosen, else the one that we ship."""
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
    """Return what the meeting's format is called: as it was when it started."""
    return gettext(meeting.format_name or format_of(meeting).name)


def planned(form: Format, meeting: Meeting, *, people: int) -> tuple[Phase, ...]:
    """Return the phases of a meeting of `people` members, the short ones where it is short."""
    phases = scaled(form, meeting.minutes, people)
    return short(phases) if meeting.is_short else phases
