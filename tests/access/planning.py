"""The routes by which a coming meeting and the set's formats are planned."""

import datetime as dt

from actionlearning.lib.clock import now
from meetings.models import Meeting
from meetings.room.services import lobby
from tests.access.payload import Form, Payload, form
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support import build
from tests.support.cast import Cast


def _tom_is_chosen(cast: Cast) -> None:
    tom = cast.membership("tom")
    lobby.choose_facilitator(LiveMeeting(cast).gather().meeting, by=tom, who=tom)


def _its_time_has_come(cast: Cast) -> None:
    _tom_is_chosen(cast)
    begun = now() - dt.timedelta(hours=1)
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=begun)


def _it_was_left_open(cast: Cast) -> None:
    """Let the meeting have begun a week ago, and nobody have closed it."""
    began = LiveMeeting(cast).go_to("open").meeting.starts_at - build.WEEK
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=began, started_at=began)


def _tomorrow(cast: Cast) -> Form:
    return {
        "date": (cast.meeting.date + dt.timedelta(days=1)).isoformat(),
        "time": "10:00",
        "minutes": "90",
        "place": "Room 3",
        "scope": "this",
        "seen": f"{cast.meeting.sequence}.0",
        "sure": "1",
    }


def _own(cast: Cast) -> dict[str, object]:
    return {"pk": cast.past.own_format.pk}


PLANNING: dict[str, Payload] = {
    "reports:reminder": Payload(form(line="Bring the plan of the yard.")),
    "meetings:date": Payload(_tomorrow, moment=_tom_is_chosen),
    "meetings:cancellation": Payload(
        form(scope="this", seen="0"), moment=_tom_is_chosen
    ),
    "meetings:format": Payload(form(format="airtime"), moment=_tom_is_chosen),
    "meetings:room_format": Payload(form(format="airtime"), moment=_tom_is_chosen),
    "meetings:late_closing": Payload(moment=_it_was_left_open),
    "meetings:not_held": Payload(moment=_its_time_has_come),
    "meetings:formats": Payload(form(base="airtime")),
    "meetings:usual_format": Payload(form(format="airtime")),
    "meetings:own_format": Payload(form(command="up-1"), args=_own),
    "meetings:retirement": Payload(args=_own),
}
