"""What each moment of each format asks of whom: the card, and the filled button.

The phases of an airtime share their kinds, so a card that goes by the kind contradicts
what happens in one of them.
"""

import pytest

from meetings.formats.shipped import FORMATS
from meetings.formats.situations import SILENT, situation, takes_questions
from meetings.room.services import review
from tests.meetings.room.airtime import filled, page
from tests.meetings.room.live_meeting import SIX, LiveMeeting
from tests.meetings.room.test_room_cache import _panels, _walk
from tests.meetings.room.test_room_now import _says

HANDS = "Raise your hand if you have a question. Fay gives the floor."
LEAVE = "Leave a silence. Whoever has a question raises a hand."
OWN = "Say it in your own words. You or the facilitator will write it down."
POINTS = "Say what you will do: what first, and by when."
TELL = (
    "Let Pia tell it. Nobody interrupts, and nobody asks yet.",
    OWN,
    "Listen to Pia, and note your questions for later.",
)
EXPLORE = (LEAVE, "Think aloud. What is the issue, as you see it now?", HANDS)
OPTIONS = (LEAVE, "Think aloud. What could you do?", HANDS)
CHECK = (
    "Ask the three questions and hear everybody. Then carry on.",
    *("Answer in turn, in a few words. The issue can wait.",) * 2,
)
#: format, phase → what the facilitator, the presenter and a member read
CARDS = {
    ("report_and_resolve", "current_issue"): (
        "Let Pia present. Questions come afterwards.",
        OWN,
        f"Listen to Pia first. {HANDS}",
    ),
    ("report_and_resolve", "action_to_take"): OPTIONS,
    ("report_and_resolve", "action_points"): (LEAVE, POINTS, HANDS),
    ("airtime", "tell_1"): TELL,
    ("airtime", "clarify_1"): (
        LEAVE,
        "Short answers: it is only about facts now.",
        "Raise your hand for a short question about facts. Fay gives the floor.",
    ),
    ("airtime", "questions_1"): EXPLORE,
    ("airtime", "decide_1"): (
        "Let Pia think aloud. Ask only for a day and a first step.",
        "Think aloud, and name your next steps, each with a day.",
        "Listen to what Pia takes away from it.",
    ),
    ("airtime", "helpful_1"): (
        "Ask Pia which questions helped. Nobody replies.",
        "Say which questions helped you. Nobody replies.",
        "Listen to which questions helped Pia. Don’t reply.",
    ),
    ("one_problem", "tell"): TELL,
    ("one_problem", "questions_1"): EXPLORE,
    ("one_problem", "check_1"): CHECK,
    ("one_problem", "questions_2"): OPTIONS,
    ("one_problem", "check_2"): CHECK,
    ("written_questions", "tell_1"): TELL,
    ("written_questions", "answer_1"): (
        "Let Pia choose what to answer. Nobody asks anything new.",
        "Read the questions, and answer those that help you.",
        "Listen to what Pia makes of the questions.",
    ),
    ("written_questions", "act_1"): (LEAVE, POINTS, HANDS),
}


@pytest.mark.parametrize("form", FORMATS)
def test_each_card_says_what_the_phase_is_for(live_meeting: LiveMeeting, form: str):
    found = {
        (form, key): tuple(_says(live_meeting, name) for name in ("fay", "pia", "tom"))
        for key in _walk(live_meeting, form)
        if (form, key) in CARDS
    }

    assert found == {at: said for at, said in CARDS.items() if at[0] == form}


def test_every_phase_with_a_presenter_has_its_cards():
    phases = {
        (form.key, phase.key)
        for form in FORMATS.values()
        for phase in form.phases
        if phase.slot == 1 and phase.kind in {"tell", "clarify", "questions", "check"}
    }

    assert phases == set(CARDS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_hand_is_offered_where_questions_are_asked(
    live_meeting: LiveMeeting, form: str
):
    """Filled only once the presenter has told what it is about."""
    phases = {phase.key: phase for phase in FORMATS[form].phases}
    for key in _walk(live_meeting, form):
        phase = phases.get(key)
        shown = " ".join(_panels(live_meeting, "tom").split())
        if phase is None or phase.slot != 1:
            continue
        is_filled = "I’d like to ask" in filled(shown)

        assert ("I’d like to ask" in shown) == takes_questions(phase), key
        assert is_filled == (takes_questions(phase) and key != "current_issue"), key


def test_nobody_asks_while_somebody_tells_or_decides():
    silent = {
        (form.key, phase.key)
        for form in FORMATS.values()
        for phase in form.phases
        if phase.slot == 1 and situation(phase) in SILENT
    }

    assert silent == {
        ("airtime", "tell_1"),
        ("airtime", "decide_1"),
        ("airtime", "helpful_1"),
        ("one_problem", "tell"),
        ("written_questions", "tell_1"),
        ("written_questions", "answer_1"),
    }


@pytest.mark.at("choose")
def test_nothing_skips_what_nobody_has_written_yet(live_meeting: LiveMeeting):
    live_meeting.go_to("choose")
    before = page(live_meeting, "fay")
    live_meeting.bid("tom")

    assert filled(before) == []
    assert "No issue today: Actions" in before
    assert "Nobody has asked for airtime yet." in before
    assert filled(page(live_meeting, "fay")) == ["Put the bids on the table"]


@pytest.mark.at("review")
def test_the_answers_are_shown_once_everybody_has_written(live_meeting: LiveMeeting):
    live_meeting.go_to("review")
    before = filled(page(live_meeting, "fay"))
    for name in SIX:
        review.write(
            live_meeting.meeting,
            by=live_meeting.membership(name),
            helped="The pauses.",
            differently="",
            scores={},
        )

    assert before == []
    assert filled(page(live_meeting, "fay")) == ["Show the answers"]
