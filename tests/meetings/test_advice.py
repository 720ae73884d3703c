"""What counts as advice: few real questions are doubted, and the usual disguises are heard."""

from __future__ import annotations

import pytest

from meetings.advice import heard

ADVICE = [
    "You should talk to her.",
    "You should talk to her?",
    "I think you should talk to her first.",
    "Maybe you should just ask.",
    "You could write to Kim.",
    "You might want to begin smaller.",
    "You need to say no.",
    "You’d better wait until March.",
    "Have you considered a smaller room?",
    "have you considered asking Jo",
    "Have you ever thought about leaving?",
    "Have you tried talking with him?",
    "Why don't you ask Kim?",
    "Why don’t you just call them?",
    "But why don't you write it down?",
    "Why not move the deadline?",
    "What about asking Kim?",
    "What about a meeting with both teams?",
    "How about an hour with Jo?",
    "What if you wrote it down?",
    "Shouldn’t you tell your manager?",
    "Don't you think you should wait?",
    "Wouldn't it be better to wait?",
    "If I were you, I would leave it.",
    "If they say no, you should go higher.",
    "I would ask for an hour.",
    "I’d talk with both leads.",
    "I suggest a pilot.",
    "My advice is to wait.",
    "What holds you back? I think you should just ask.",
]

STATEMENTS = [
    "The budget is the real problem.",
    "When I had this, we wrote to the board.",
    "They are afraid of you",
]

QUESTIONS = [
    "Should you tell them?",
    "What should you do first?",
    "What do you think you should do?",
    "Who says that you should carry this alone?",
    "When must you decide?",
    "Could you say more about Kim?",
    "What could you leave out?",
    "What have you tried?",
    "What have you considered so far?",
    "Why don’t you want to tell them?",
    "Why don't you trust Jo?",
    "What about it worries you?",
    "What about this is hard for you?",
    "What about the meeting made you angry?",
    "You said you should have called. What kept you?",
    "You said that you need to wait?",
    "What would you advise a friend?",
    "What would you do if you were not afraid?",
    "If nobody had to agree, what would you do?",
    "Who knows about this, who cares, and who can do something about it?",
    "What makes this hard for you",
    "how will you know that it is done",
    "And then?",
    "So what is it really about?",
    "In what way is it yours to solve?",
    "Did you tell anybody?",
    "Would you like it to be different?",
    "I wonder: what would Jo say?",
    "I would like to know what Jo said. What was it?",
    "What’s the worst that can happen?",
    "Is it urgent?",
]


@pytest.mark.parametrize("text", ADVICE)
def test_advice_is_heard(text: str):
    assert heard(text, "en") == "advice"


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_statement_is_heard(text: str):
    assert heard(text, "en-gb") == "statement"


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_left_alone(text: str):
    assert heard(text, "en") == ""


@pytest.mark.parametrize("text", ["", "  ", "?!", "…"])
def test_nothing_is_heard_where_nothing_was_written(text: str):
    assert heard(text, "en") == ""


def test_a_language_without_patterns_hears_nothing():
    assert heard("Du solltest mit ihr reden.", "de") == ""
