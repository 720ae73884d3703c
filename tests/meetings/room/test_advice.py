"""What counts as advice: few real questions are doubted, and the usual disguises are heard."""

import pytest

from meetings.room.advice import heard

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

RAT = [
    "Du solltest mit ihr reden.",
    "Vielleicht solltest du mit ihr reden.",
    "Ich finde, du musst erst Nein sagen.",
    "Du könntest Kim schreiben.",
    "Hast du schon mal überlegt, ob ein kleinerer Raum reicht?",
    "Hast du daran gedacht, Jo zu fragen?",
    "Hast du es schon? Du musst einfach anfangen.",
    "Warum fragst du Kim nicht?",
    "Wieso rufst du sie nicht einfach an?",
    "Warum nicht die Frist verschieben?",
    "Wie wäre es mit einer Stunde mit Jo?",
    "Wie wär’s, wenn du es aufschreibst?",
    "Solltest du nicht erst deine Führungskraft fragen?",
    "Wäre es nicht besser, zu warten?",
    "Findest du nicht, dass du warten solltest?",
    "An deiner Stelle würde ich es lassen.",
    "Wenn ich du wäre, ginge ich hin.",
    "Ich würde um eine Stunde bitten.",
    "Ich schlage einen Versuch vor.",
    "Mein Rat: warte ab.",
    "Es wäre gut, klein anzufangen.",
]

AUSSAGEN = [
    "Das Budget ist das eigentliche Problem.",
    "Bei uns haben wir dem Vorstand geschrieben.",
    "Die haben Angst vor dir",
]

FRAGEN = [
    "Solltest du es ihnen sagen?",
    "Was solltest du zuerst tun?",
    "Was denkst du, was du tun solltest?",
    "Wer sagt, dass du das allein tragen musst?",
    "Wann musst du dich entscheiden?",
    "Könntest du mehr über Kim sagen?",
    "Was hast du versucht?",
    "Was hast du bisher überlegt?",
    "Warum willst du es ihnen nicht sagen?",
    "Warum vertraust du Jo nicht?",
    "Du hast gesagt, du hättest anrufen sollen. Was hat dich gehindert?",
    "Was würdest du jemandem raten, der dir nahesteht?",
    "Was würdest du tun, wenn du keine Angst hättest?",
    "Was wäre, wenn du nichts tätest?",
    "Wie wäre es für dich, wenn es so bliebe?",
    "Woran merkst du, dass es getan ist",
    "Und dann?",
    "Also worum geht es wirklich?",
    "Mit wem hast du gesprochen?",
    "Ich würde gern wissen, was Jo gesagt hat. Was war es?",
    "Ist es dringend?",
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


@pytest.mark.parametrize("text", RAT)
def test_german_advice_is_heard(text: str):
    assert heard(text, "de") == "advice"


@pytest.mark.parametrize("text", AUSSAGEN)
def test_a_german_statement_is_heard(text: str):
    assert heard(text, "de-at") == "statement"


@pytest.mark.parametrize("text", FRAGEN)
def test_a_german_question_is_left_alone(text: str):
    assert heard(text, "de") == ""


def test_a_language_without_patterns_hears_nothing():
    assert heard("Tu devrais lui parler.", "fr") == ""
