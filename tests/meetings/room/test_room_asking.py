"""The spoken side of an airtime, as facilitator, presenter and members see it."""

import datetime as dt
import re
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from actionlearning.lib.clock import at
from meetings.room.queries.asking import PASSED_FOR
from meetings.room.queue import prompt_times
from meetings.room.services import presence
from tests.meetings.room.airtime import (
    ask,
    asking_of,
    drop_out,
    filled,
    give,
    hands,
    page,
    pass_on,
    raise_hand,
)
from tests.meetings.room.live_meeting import LiveMeeting

pytestmark = pytest.mark.at("action_to_take")

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def asked(live_meeting: LiveMeeting) -> LiveMeeting:
    """Pia presents, Fay facilitates, and the questions are open."""
    return live_meeting.go_to("action_to_take")


def _post(live_meeting: LiveMeeting, name: str, noun: str, **data: object) -> Any:
    url = reverse(f"meetings:{noun}", args=[live_meeting.cast.meeting.code])
    headers = {"HX-Request": "true"}
    return live_meeting.cast.client(name).post(url, data, headers=headers)


def _says(live_meeting: LiveMeeting, name: str) -> str:
    found = re.search(r"now </h2> <p>([^<]*)</p>", page(live_meeting, name))
    return found[1] if found else ""


# -- The queue -----------------------------------------------------------------------


def test_one_tap_raises_a_hand_and_one_lowers_it(asked: LiveMeeting):
    _post(asked, "tom", "hand")
    raised = hands(asked)

    answer = _post(asked, "tom", "hand_down")

    assert raised == ["tom"]
    assert hands(asked) == []
    assert filled(" ".join(answer.content.decode().split())) == ["I’d like to ask"]


def test_the_facilitator_gives_the_floor_to_the_next_in_one_tap(asked: LiveMeeting):
    ask(asked, "lea")
    raise_hand(asked, "lea")
    raise_hand(asked, "tom")

    shown = page(asked, "fay")

    assert filled(shown) == ["Give the floor to Tom"]
    assert shown.index("Tom <span") < shown.index("Léa <span")


def test_members_see_their_place_in_words(asked: LiveMeeting):
    raise_hand(asked, "tom")
    raise_hand(asked, "lea")
    raise_hand(asked, "max")

    words = [asking_of(asked, name).turn_words for name in ("tom", "lea", "max", "ben")]

    assert words == ["You are next.", "Tom, then you.", "Tom, Léa, then you.", ""]


def test_who_is_away_is_not_waited_for(asked: LiveMeeting):
    raise_hand(asked, "tom")
    raise_hand(asked, "lea")

    drop_out(asked, "tom")

    assert asking_of(asked, "lea").turn_words == "You are next."


@pytest.mark.at("current_issue")
def test_questions_of_an_earlier_phase_of_the_airtime_count(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")
    ask(live_meeting, "tom")
    live_meeting.go_to("action_to_take")
    raise_hand(live_meeting, "tom")
    raise_hand(live_meeting, "lea")

    assert asking_of(live_meeting, "tom").turn_words == "Léa, then you."


def test_while_somebody_asks_the_next_step_is_the_end_of_it(asked: LiveMeeting):
    raise_hand(asked, "lea")
    give(asked, "tom")

    assert filled(page(asked, "fay")) == ["Tom is done"]
    assert filled(page(asked, "tom")) == ["I am done"]


@pytest.mark.parametrize("name", ["fay", "pia"])
def test_who_leads_or_presents_needs_no_hand(asked: LiveMeeting, name: str):
    assert "I’d like to ask" not in page(asked, name)


# -- The right to pass ---------------------------------------------------------------


def test_everybody_reads_that_the_presenter_passed(asked: LiveMeeting):
    turn = give(asked, "tom")

    answer = _post(asked, "pia", "no_answer", turn=turn.pk)

    assert answer.status_code == HTTPStatus.OK
    assert "Pia is passing on this one." in page(asked, "tom")
    assert asked.speaker() == "pia"


def test_it_is_forgotten_after_a_while_and_with_the_next_question(asked: LiveMeeting):
    pass_on(asked, None)
    passed_at = asked.meeting.question_passed_at
    assert passed_at

    with at(passed_at + PASSED_FOR):
        later = asking_of(asked, "tom").passed
    now = asking_of(asked, "tom").passed
    give(asked, "lea")

    assert (later, now) == ("", "Pia is passing on this one.")
    assert asking_of(asked, "tom").passed == ""


@pytest.mark.at("current_issue")
def test_nobody_passes_while_nobody_has_asked(live_meeting: LiveMeeting):
    live_meeting.go_to("current_issue")

    assert not asking_of(live_meeting, "pia").may_pass


def test_a_question_that_is_over_is_409(asked: LiveMeeting):
    turn = give(asked, "tom")
    give(asked, "lea")

    answer = _post(asked, "pia", "no_answer", turn=turn.pk)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "That question is over." in answer.content.decode()


# -- Voices --------------------------------------------------------------------------


def test_a_seat_shows_a_share_and_no_number(asked: LiveMeeting):
    for _time in range(3):
        ask(asked, "tom")
    ask(asked, "lea")

    shown = page(asked, "ben")

    assert sorted(re.findall(r'class="voice (\w+)"', shown)) == ["much", "some"]
    assert "asks very often" in shown


def test_the_facilitator_sees_who_has_not_asked_and_is_told_once(asked: LiveMeeting):
    ask(asked, "tom")
    raise_hand(asked, "max")

    seen = asking_of(asked, "fay")

    began_at = asked.meeting.phase_started_at
    assert began_at
    assert seen.quiet == ["Ben", "Léa"]
    assert "Ben, Léa have not asked anything yet." in seen.prompt
    assert seen.prompt_times == tuple(
        int(each.timestamp() * 1000) for each in prompt_times(began_at, 12)
    )


def test_nobody_else_is_told_who_is_quiet(asked: LiveMeeting):
    ask(asked, "tom")

    assert asking_of(asked, "ben").quiet == []
    assert "No question yet" not in page(asked, "ben")


# -- Who drops out, and what each reads ----------------------------------------------


def test_everybody_reads_that_the_clock_waits_for_the_presenter(asked: LiveMeeting):
    drop_out(asked, "pia")

    words = "Pia has dropped out. The clock is paused until Pia is back."
    assert _says(asked, "tom") == words
    assert _says(asked, "fay").startswith(words)
    assert filled(page(asked, "fay")) == ["Carry on"]


def test_once_the_presenter_is_back_the_facilitator_may_go_on(asked: LiveMeeting):
    drop_out(asked, "pia")

    presence.seen(asked.meeting, by=asked.membership("pia"))

    assert _says(asked, "fay") == (
        "The clock is paused. Carry on when you are all ready."
    )
    assert filled(page(asked, "fay")) == ["Carry on"]


def test_presenter_asker_and_listener_each_have_their_sentence(asked: LiveMeeting):
    raise_hand(asked, "lea")
    give(asked, "tom")

    said = {name: _says(asked, name) for name in ("fay", "pia", "tom", "lea", "ben")}

    assert said == {
        "fay": "Tom is asking. Give Pia time to think.",
        "pia": "Tom is asking you. Think aloud; you may also leave it unanswered.",
        "tom": "You have the floor: one open question, no advice.",
        "lea": "You are next. Keep your question until then.",
        "ben": "Raise your hand if you have a question. Fay gives the floor.",
    }


def test_a_screen_reader_hears_whose_turn_it_is(asked: LiveMeeting):
    raise_hand(asked, "lea")
    give(asked, "tom")

    shown = page(asked, "lea")

    assert re.search(
        r'id="room-now" aria-live="polite">[^<]*Tom has the floor\.', shown
    )
    assert re.search(r'id="asking-now" aria-live="polite">\s*You are next\.', shown)
