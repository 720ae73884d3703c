"""The one sentence on each card says what is true, of people who are here."""

import datetime as dt

import pytest

from actionlearning.lib.clock import shared_now
from meetings.room.queries.fetch import room_view
from meetings.room.queries.now import warned
from meetings.room.queries.viewer import viewer_room
from meetings.room.services import turns
from tests.meetings.room.live_meeting import LiveMeeting


def _says(live_meeting: LiveMeeting, name: str) -> str:
    return viewer_room(
        room_view(live_meeting.meeting, shared_now()), live_meeting.membership(name)
    ).sentence


def test_only_the_first_round_begins_with_a_greeting(live_meeting: LiveMeeting):
    greeting = _says(live_meeting.go_to("open"), "fay")
    later = _says(live_meeting.go_to("report_backs"), "fay")

    assert greeting.startswith("Greet everybody, then open the round: ")
    assert later.startswith("Open the round: ")


@pytest.mark.at("open")
def test_a_facilitator_alone_is_addressed_as_you(live_meeting: LiveMeeting):
    live_meeting.go_to("open").leave("max", "ben", "lea", "tom")
    live_meeting.go_to("report_backs").begin()
    turns.finish(
        live_meeting.meeting,
        by=live_meeting.membership("pia"),
        turn_id=live_meeting.turn("pia").pk,
    )
    own = live_meeting.turn("fay")
    own.state = own.State.WAITING
    own.save(update_fields=["state"])
    meeting = live_meeting.meeting
    meeting.floor = None
    meeting.save(update_fields=["floor"])

    assert _says(live_meeting, "fay") == "You have not spoken yet."


@pytest.mark.at("report_backs")
def test_who_speaks_next_is_warned(live_meeting: LiveMeeting):
    live_meeting.go_to("report_backs").begin()
    view = room_view(live_meeting.meeting, shared_now())
    second, third = live_meeting.order()[1:3]

    assert warned(view, live_meeting.membership(second)) == "You speak next."
    assert warned(view, live_meeting.membership(third)) == ""


@pytest.mark.at("current_issue")
def test_the_presenter_presents_before_anybody_asks(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    first = _says(live_meeting, "fay")
    turns.give(
        live_meeting.meeting,
        by=live_meeting.membership("fay"),
        who=live_meeting.membership("tom"),
    )

    assert first == "Let Pia present. Questions come afterwards."
    assert _says(live_meeting, "fay") == "Tom is asking. Give Pia time to think."


@pytest.mark.at("action_to_take")
def test_nobody_is_said_to_have_asked_who_is_not_there(live_meeting: LiveMeeting):
    live_meeting.go_to("action_to_take").leave("max", "ben", "lea", "tom")

    assert _says(live_meeting, "fay").startswith("Nobody else is here to ask.")


def test_members_learn_how_to_ask(live_meeting: LiveMeeting):
    how = "Raise your hand if you have a question. Fay gives the floor."

    first = _says(live_meeting.go_to("current_issue"), "tom")

    assert first == f"Listen to Pia first. {how}"
    assert _says(live_meeting.go_to("action_to_take"), "tom") == how
    assert _says(live_meeting.go_to("action_points"), "tom") == how


@pytest.mark.at("open")
@pytest.mark.parametrize(
    ("over", "words"),
    [(-1, "on time"), (17, "on time"), (180, "3 min behind plan")],
)
def test_over_time_the_strip_says_how_late_the_meeting_is(
    live_meeting: LiveMeeting, over: int, words: str
):
    ends = live_meeting.go_to("open").meeting.phase_ends_at
    assert ends is not None

    budget = room_view(live_meeting.meeting, ends + dt.timedelta(seconds=over)).budget

    assert budget is not None
    assert budget.words == words
