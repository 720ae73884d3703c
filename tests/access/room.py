"""The room's routes, each at a moment of a meeting when somebody may use it.

Tom facilitates and Pia presents, so that neither is the coordinator.
"""

import uuid
from collections.abc import Callable
from functools import cache

from meetings.models import Meeting, Turn
from meetings.room.services import action, facilitation, lobby, turns
from meetings.room.services.inquiry import fingerprint
from tests.access.payload import Form, Moment, Payload, form
from tests.meetings.room.live_meeting import LiveMeeting
from tests.support.cast import Cast


def _now(cast: Cast) -> Meeting:
    return Meeting.objects.get(pk=cast.meeting.pk)


def _gathered(cast: Cast) -> None:
    LiveMeeting(cast).gather()


def _tom_is_chosen(cast: Cast) -> None:
    tom = cast.membership("tom")
    lobby.choose_facilitator(LiveMeeting(cast).gather().meeting, by=tom, who=tom)


@cache
def _in(phase: str) -> Moment:
    """Return a moment in which the set is in `phase` and Tom facilitates."""

    def moment(cast: Cast) -> None:
        live_meeting = LiveMeeting(cast).go_to(phase)
        facilitation.hand_over(
            live_meeting.meeting,
            by=live_meeting.membership("fay"),
            to=live_meeting.membership("tom"),
        )

    return moment


def pia_speaks(cast: Cast) -> None:
    """Begin the round of report-backs, and give Pia the floor."""
    _in("report_backs")(cast)
    tom = cast.membership("tom")
    turns.begin(_now(cast), by=tom)
    turns.give(_now(cast), by=tom, who=cast.membership("pia"))


def _pia_is_away(cast: Cast) -> None:
    """Let Pia have filed her report-back and left before her turn."""
    _in("report_backs")(cast)
    LiveMeeting(cast).leave("pia")


def _reader(cast: Cast) -> dict[str, str]:
    return {
        "who": str(cast.membership("pia").pk),
        "reader": str(cast.membership("ben").pk),
    }


def _tom_is_gone(cast: Cast) -> None:
    _in("open")(cast)
    LiveMeeting(cast).silence("tom", 150)


def _pia_bids(cast: Cast) -> None:
    live_meeting = LiveMeeting(cast).go_to("choose")
    live_meeting.bid("pia")
    facilitation.hand_over(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        to=live_meeting.membership("tom"),
    )


def _pia_agrees(cast: Cast) -> None:
    _in("actions")(cast)
    pia = cast.membership("pia")
    action.agree(
        _now(cast),
        by=pia,
        owner=pia,
        cue="",
        deed="call Jo",
        expectation="",
        due_on=cast.harbour.later[0].date,
        client_id=uuid.uuid4(),
    )


def _questions_are_open(cast: Cast) -> None:
    """Let Pia present; the adviser is in the room too."""
    _in("current_issue")(cast)
    lobby.enter(_now(cast), by=cast.membership("ada"))


def _her_turn(cast: Cast) -> Turn:
    return _now(cast).turns.get(state="speaking")


def _turn(cast: Cast) -> dict[str, object]:
    return {"pk": _her_turn(cast).pk}


def _who(name: str) -> Callable[[Cast], Form]:
    return lambda cast: {"who": str(cast.membership(name).pk)}


def _deed(cast: Cast) -> Form:
    return {
        "deed": "write to Kim",
        "due_on": cast.harbour.later[0].date.isoformat(),
        "client_id": str(uuid.uuid4()),
    }


def _own_action(cast: Cast) -> dict[str, object]:
    return {"pk": _now(cast).actions.get().pk}


def _bid(cast: Cast) -> Form:
    return {"sentence": "How can I begin?", "client_id": str(uuid.uuid4())}


def _time(cast: Cast) -> Form:
    return {"minutes": "2", "seen_end": _now(cast).clock_mark}


def _answer(cast: Cast) -> Form:
    return {"text": "They do not talk.", "seen": fingerprint("")}


ROOM: dict[str, Payload] = {
    "meetings:room": Payload(moment=pia_speaks),
    "meetings:panels": Payload(moment=pia_speaks),
    "meetings:screen": Payload(moment=pia_speaks),
    "meetings:screen_panels": Payload(moment=pia_speaks),
    "meetings:facilitator": Payload(_who("tom"), moment=_gathered),
    "meetings:facilitator_return": Payload(moment=_in("open")),
    "meetings:cover": Payload(moment=_tom_is_gone),
    "meetings:start": Payload(moment=_tom_is_chosen),
    "meetings:phase": Payload(form(way="next", seen="open"), moment=_in("open")),
    "meetings:time": Payload(_time, moment=_in("open")),
    "meetings:pause": Payload(form(clock="stop"), moment=_in("open")),
    "meetings:closing": Payload(form(seen="close"), moment=_in("close")),
    "meetings:abandonment": Payload(moment=_in("open")),
    "meetings:opening": Payload(moment=_in("report_backs")),
    "meetings:floor": Payload(_who("ben"), moment=pia_speaks),
    "meetings:feedback": Payload(form(helped="silence"), moment=_in("review")),
    "meetings:reading": Payload(_reader, moment=_pia_is_away),
    "meetings:turn_end": Payload(args=_turn, moment=pia_speaks),
    "meetings:turn_pass": Payload(args=_turn, moment=pia_speaks),
    "meetings:hand": Payload(moment=_questions_are_open),
    "meetings:hand_down": Payload(moment=_questions_are_open),
    "meetings:no_answer": Payload(moment=_questions_are_open),
    "meetings:silence": Payload(moment=_questions_are_open),
    "meetings:check": Payload(moment=_questions_are_open),
    "meetings:check_wish": Payload(moment=_questions_are_open),
    "meetings:bids": Payload(_bid, moment=_in("choose")),
    "meetings:withdrawal": Payload(moment=_pia_bids),
    "meetings:choice": Payload(
        args=lambda cast: {"pk": _now(cast).bids.get(state="open").pk},
        moment=_pia_bids,
    ),
    "meetings:answer": Payload(
        _answer,
        args=lambda cast: {"question": "current_issue"},
        moment=_in("current_issue"),
    ),
    "meetings:room_actions": Payload(_deed, moment=_in("actions")),
    "meetings:room_action": Payload(_deed, args=_own_action, moment=_pia_agrees),
    "meetings:taking_back": Payload(args=_own_action, moment=_pia_agrees),
    "meetings:review": Payload(form(helped="Silence."), moment=_in("review")),
    "meetings:reveal": Payload(moment=_in("review")),
    "reports:given": Payload(
        lambda cast: {"turn": str(_her_turn(cast).pk)}, moment=pia_speaks
    ),
}
