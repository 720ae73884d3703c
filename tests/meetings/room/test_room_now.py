"""The one sentence on each card says what is true, of people who are here."""

import datetime as dt

import pytest

from actionlearning.lib.clock import shared_now
from meetings.room.queries.fetch import room_view
from meetings.room.queries.now import warned
from meetings.room.queries.viewer import viewer_room
from meetings.room.services import turns
from tests.meetings.room.live_meeting import Sitting


def _says(sitting: Sitting, name: str) -> str:
    return viewer_room(
        room_view(sitting.meeting, shared_now()), sitting.membership(name)
    ).sentence


def test_only_the_first_round_begins_with_a_greeting(sitting: Sitting):
    greeting = _says(sitting.go_to("open"), "fay")
    later = _says(sitting.go_to("report_backs"), "fay")

    assert greeting.startswith("Greet everybody, then open the round: ")
    assert later.startswith("Open the round: ")


@pytest.mark.at("open")
def test_a_facilitator_alone_is_addressed_as_you(sitting: Sitting):
    sitting.go_to("open").leave("max", "ben", "lea", "tom")
    sitting.go_to("report_backs").begin()
    turns.finish(
        sitting.meeting, by=sitting.membership("pia"), turn_id=sitting.turn("pia").pk
    )
    own = sitting.turn("fay")
    own.state = own.State.WAITING
    own.save(update_fields=["state"])
    meeting = sitting.meeting
    meeting.floor = None
    meeting.save(update_fields=["floor"])

    assert _says(sitting, "fay") == "You have not spoken yet."


@pytest.mark.at("report_backs")
def test_who_speaks_next_is_warned(sitting: Sitting):
    sitting.go_to("report_backs").begin()
    view = room_view(sitting.meeting, shared_now())
    second, third = sitting.order()[1:3]

    assert warned(view, sitting.membership(second)) == "You speak next."
    assert warned(view, sitting.membership(third)) == ""


@pytest.mark.at("current_issue")
def test_the_presenter_presents_before_anybody_asks(sitting: Sitting):
    sitting.go_to("current_issue")
    first = _says(sitting, "fay")
    turns.give(
        sitting.meeting, by=sitting.membership("fay"), who=sitting.membership("tom")
    )

    assert first == "Let Pia present. Questions come after."
    assert _says(sitting, "fay") == "Tom asks. Give Pia time to think."


@pytest.mark.at("action_to_take")
def test_nobody_is_said_to_have_asked_who_is_not_there(sitting: Sitting):
    sitting.go_to("action_to_take").leave("max", "ben", "lea", "tom")

    assert _says(sitting, "fay").startswith("Nobody else is here to ask.")


def test_members_learn_how_to_ask(sitting: Sitting):
    how = "Raise your hand when you have a question. Fay gives the floor."

    first = _says(sitting.go_to("current_issue"), "tom")

    assert first == f"Listen to Pia first. {how}"
    assert _says(sitting.go_to("action_to_take"), "tom") == how
    assert _says(sitting.go_to("action_points"), "tom") == how


@pytest.mark.at("open")
@pytest.mark.parametrize(
    ("over", "words"),
    [(-1, "on time"), (17, "on time"), (180, "3 min behind plan")],
)
def test_over_time_the_strip_says_how_late_the_meeting_is(
    sitting: Sitting, over: int, words: str
):
    ends = sitting.go_to("open").meeting.phase_ends_at
    assert ends is not None

    budget = room_view(sitting.meeting, ends + dt.timedelta(seconds=over)).budget

    assert budget is not None
    assert budget.words == words
