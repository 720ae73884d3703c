"""The report-back of whoever has the floor, as the room shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from actionlearning.lib.prepared import Prepared
from meetings.models import Meeting, Turn
from reports.models import ReportBack
from reports.queries.report_back import Telling, shared, telling


@dataclass(frozen=True)
class Speaking:
    """What the whole room reads of a turn; `telling` is None where nothing was filed."""

    turn: Turn
    telling: Telling | None
    is_told: bool

    @property
    def may_be_noted(self) -> bool:
        """Whether nothing says yet that it was given; read out, it counts as given."""
        return not (self.is_told or self.turn.reader_id)


def speaking(turn: Turn, *, has_filed: bool) -> Speaking:
    """Return what the speaker of a turn has filed, in at most three queries.

    The room shows it (`ROOM_REPORT`); a draft is never fetched for it.
    """
    about = {"meeting": turn.meeting_id, "place": turn.membership_id}
    if has_filed and (filed := shared(_reports(**about)).first()):
        return Speaking(turn, telling(filed), is_told=bool(filed.told_at))
    [told_at] = _TOLD.first(**about) or [None]
    return Speaking(turn, None, is_told=bool(told_at))


def filed(meeting: Meeting) -> set[int]:
    """Return who has filed for a meeting, as ids of their places (`ROOM_FILED`)."""
    return {pk for [pk] in _FILED.rows(meeting=meeting.pk)}


def _reports(meeting: int, place: int) -> QuerySet[ReportBack]:
    return ReportBack.objects.filter(meeting=meeting, membership=place)


def _filed(meeting: int) -> QuerySet[ReportBack, Any]:
    shown = [ReportBack.State.FILED, ReportBack.State.GIVEN]
    reports = ReportBack.objects.filter(meeting=meeting, state__in=shown)
    return reports.values_list("membership_id")


_FILED = Prepared(_filed, meeting=-404404)
_TOLD = Prepared(
    lambda **about: _reports(**about).values_list("told_at"),
    meeting=-404401,
    place=-404402,
)
