"""Additional meetings, and the polls by which a set finds a date."""

import datetime as dt

from meetings.dates.services.cancelling import call_off
from meetings.models import Meeting
from meetings.room.services import lobby
from tests.access.payload import Form, Payload, form
from tests.meetings.polls.polling import Polling
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast


def _one_more(cast: Cast) -> Form:
    return {
        "date": (cast.meeting.date + dt.timedelta(days=1)).isoformat(),
        "time": "10:00",
        "minutes": "90",
        "step": "add",
    }


def _all_is_called_off(cast: Cast) -> None:
    call_off(cast.meeting, by=cast.membership("fay"), scope="following")


def _every_week(cast: Cast) -> Form:
    return {
        "starts_on": (cast.meeting.date + dt.timedelta(days=1)).isoformat(),
        "time": "10:00",
        "frequency": "weekly",
        "minutes": "90",
        "place": "Room 3",
    }


def _tom_asks(cast: Cast) -> None:
    """Tom, who facilitates next, looks for another date."""
    _tom_is_chosen(cast)
    Polling(cast).open(by="tom")


def _tom_is_chosen(cast: Cast) -> None:
    tom = cast.membership("tom")
    lobby.choose_facilitator(LiveMeeting(cast).gather().meeting, by=tom, who=tom)
    cast.harbour.meeting = Meeting.objects.get(pk=cast.meeting.pk)


def _poll(cast: Cast) -> dict[str, object]:
    return {"pk": cast.set.polls.get().pk}


def _two_times(cast: Cast) -> Form:
    date = cast.meeting.date
    rows = {f"date_{n}": (date + dt.timedelta(days=n)).isoformat() for n in range(1, 3)}
    return {**rows, "time_1": "10:00", "time_2": "10:00"}


def _first(cast: Cast) -> Form:
    return {"time": str(Polling(cast).ids(cast.set.polls.get())[0])}


def _another(cast: Cast) -> Form:
    date = cast.meeting.date + dt.timedelta(days=4)
    return {"date": date.isoformat(), "time": "10:00"}


DATES: dict[str, Payload] = {
    "meetings:extra": Payload(_one_more),
    "meetings:rule": Payload(_every_week, moment=_all_is_called_off),
    "meetings:new_poll": Payload(
        _two_times,
        moment=_tom_is_chosen,
        query=lambda cast: f"?meeting={cast.meeting.code}",
    ),
    "meetings:poll": Payload(form(), args=_poll, moment=_tom_asks),
    "meetings:poll_times": Payload(_another, args=_poll, moment=_tom_asks),
    "meetings:poll_decision": Payload(_first, args=_poll, moment=_tom_asks),
    "meetings:poll_closing": Payload(args=_poll, moment=_tom_asks),
}
