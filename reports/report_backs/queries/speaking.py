"""The report-back of the speaker, as the room shows it."""

from dataclasses import dataclass

from meetings.models import Meeting, Turn
from reports.models import ReportBack
from reports.report_backs.queries.report_back import Telling, shared, telling


@dataclass(frozen=True)
class Speaking:
    """What the room reads during a turn; `telling` is None if nothing was filed."""

    turn: Turn
    telling: Telling | None
    is_told: bool

    @property
    def may_be_noted(self) -> bool:
        """Whether it can be noted as given: reading it out counts as giving it."""
        return not (self.is_told or self.turn.reader_id)


def speaking(turn: Turn, *, has_filed: bool) -> Speaking:
    """Return the filed report-back of a turn's speaker, in at most three queries.

    The room shows it (`ROOM_REPORT`); a draft is never fetched for it.
    """
    reports = ReportBack.objects.filter(
        meeting=turn.meeting_id, membership=turn.membership_id
    )
    if has_filed and (filed := shared(reports).first()):
        return Speaking(turn, telling(filed), is_told=bool(filed.told_at))
    return Speaking(turn, None, is_told=reports.exclude(told_at=None).exists())


def filed(meeting: Meeting) -> set[int]:
    """Return the ids of the memberships that have filed for a meeting (`ROOM_FILED`)."""
    shown = [ReportBack.State.FILED, ReportBack.State.GIVEN]
    reports = meeting.report_backs.filter(state__in=shown)
    return set(reports.values_list("membership_id", flat=True))
