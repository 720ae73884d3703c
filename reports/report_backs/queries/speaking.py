"""The report-back of whoever has the floor, as the room shows it."""

from dataclasses import dataclass

from meetings.models import Meeting, Turn
from reports.models import ReportBack
from reports.report_backs.queries.report_back import (
    Telling,
    shared,
    telling,
)


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
    reports = ReportBack.objects.filter(
        meeting=turn.meeting_id, membership=turn.membership_id
    )
    if has_filed and (filed := shared(reports).first()):
        return Speaking(turn, telling(filed), is_told=bool(filed.told_at))
    return Speaking(turn, None, is_told=reports.exclude(told_at=None).exists())


def filed(meeting: Meeting) -> set[int]:
    """Return who has filed for a meeting, as ids of their places (`ROOM_FILED`)."""
    shown = [ReportBack.State.FILED, ReportBack.State.GIVEN]
    reports = meeting.report_backs.filter(state__in=shown)
    return set(reports.values_list("membership_id", flat=True))
