"""The routes of paper: a meeting that was typed in, and texts that others wrote down."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import cache

from actionlearning.lib.clock import now
from meetings.models import Inquiry, Meeting
from meetings.room.services import action, facilitation, phase
from tests.access.payload import Form, Payload, form
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast

HOUR = dt.timedelta(hours=1)


def _now(cast: Cast) -> Meeting:
    return Meeting.objects.get(pk=cast.meeting.pk)


def _is_past(cast: Cast) -> None:
    """Let the next meeting's time have passed, with nobody in its room."""
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=now() - HOUR)


def _sheet(cast: Cast) -> Form:
    tom = str(cast.membership("tom").pk)
    lines = {"actions-TOTAL_FORMS": "0", "actions-INITIAL_FORMS": "0"}
    return {"came": tom, "facilitator": tom, **lines}


def _written_for_pia(cast: Cast) -> None:
    """Let Fay have written down Pia's answers and an action, and closed the meeting."""
    live_meeting = LiveMeeting(cast).go_to("actions")
    fay = live_meeting.membership("fay")
    action.agree(
        live_meeting.meeting,
        by=fay,
        owner=live_meeting.membership("pia"),
        cue="",
        deed="call Jo",
        expectation="",
        due_on=cast.harbour.later[0].date,
        client_id=uuid.uuid4(),
    )
    Inquiry.objects.filter(meeting=live_meeting.meeting).update(recorded_by=fay)
    live_meeting.go_to("close")
    phase.close(live_meeting.meeting, by=fay, seen="close")


@cache
def _ben_beside(key: str) -> Callable[[Cast], None]:
    """Return a moment in a phase in which Ben shares Tom’s laptop."""

    def moment(cast: Cast) -> None:
        live_meeting = LiveMeeting(cast).go_to(key)
        fay, tom = live_meeting.membership("fay"), live_meeting.membership("tom")
        facilitation.hand_over(live_meeting.meeting, by=fay, to=tom)
        memberships = [live_meeting.membership("ben"), live_meeting.membership("pia")]
        live_meeting.meeting.attendances.filter(membership__in=memberships).update(
            seen_at=None
        )

    return moment


def _ben(cast: Cast) -> Form:
    return {"who": str(cast.membership("ben").pk)}


def _bens_bid(cast: Cast) -> Form:
    words = {"sentence": "How can I rest?", "client_id": str(uuid.uuid4())}
    return {**_ben(cast), **words}


def _question(cast: Cast) -> dict[str, object]:
    return {"question": "current_issue"}


def _action(cast: Cast) -> dict[str, object]:
    return {"pk": _now(cast).actions.get().pk}


def _inquiry(cast: Cast) -> dict[str, object]:
    return {"pk": _now(cast).inquiries.get().pk}


SHEET: dict[str, Payload] = {
    "meetings:seat": Payload(_ben, moment=_ben_beside("open")),
    "meetings:seat_end": Payload(_ben, moment=_ben_beside("open")),
    "meetings:bid_for_other": Payload(_bens_bid, moment=_ben_beside("choose")),
    "meetings:said_yes": Payload(
        form(proposed="x"), args=_question, moment=_ben_beside("current_issue")
    ),
    "meetings:from_paper": Payload(_sheet, moment=_is_past),
    "meetings:recorded": Payload(moment=_written_for_pia),
    "meetings:recorded_action": Payload(
        form(way="right"), args=_action, moment=_written_for_pia
    ),
    "meetings:recorded_answers": Payload(
        form(way="right"), args=_inquiry, moment=_written_for_pia
    ),
}
