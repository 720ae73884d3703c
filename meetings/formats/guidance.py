"""A facilitator's help in each situation: what to listen for, to offer and to do.

Pure. Each sentence can be read aloud. The steps are for people who have hardly ever
facilitated: four short lines at most, in the order in which to do them.

See docs/domain.md#facilitating.
"""

from meetings.formats.definitions import gettext_noop
from meetings.formats.situations import Situation

#: How often somebody must have facilitated for the page to fold the steps.
PRACTISED = 2

PROMPTS: dict[Situation, tuple[str, ...]] = {
    "lobby": (),
    "open": (
        gettext_noop("Which of our ground rules do we need most today?"),
        gettext_noop("In one word, how are you today?"),
    ),
    "rules": (
        gettext_noop("Which skill do you want to practise today?"),
        gettext_noop("How will we notice it?"),
    ),
    "report_backs": (
        gettext_noop("What did you expect, and what happened?"),
        gettext_noop("Is that worth airtime today?"),
    ),
    "round": (
        gettext_noop("What would you like to say about this?"),
        gettext_noop("Would you rather pass? That counts as a turn, too."),
    ),
    "hand": (gettext_noop("Read it as written, then hand over."),),
    "choose": (
        gettext_noop("If you presented today, what would it be about?"),
        gettext_noop("Who has waited longest?"),
    ),
    "issue": (
        gettext_noop(
            "Who knows about this, who cares, and who can do something about it?"
        ),
        gettext_noop("Say it again in one sentence: how can I …?"),
    ),
    "tell": (
        gettext_noop("Take your time. Where does it begin for you?"),
        gettext_noop("Is there anything else we should know?"),
    ),
    "helped": (
        gettext_noop("Which question helped you most?"),
        gettext_noop("Which one stays with you?"),
    ),
    "clarify": (
        gettext_noop("Which fact do you still need?"),
        gettext_noop("Is that a fact you need, or an idea of yours?"),
    ),
    "answer": (
        gettext_noop("Which of these questions would you like to answer?"),
        gettext_noop("Which one surprises you?"),
    ),
    "points": (
        gettext_noop("What is the first step, and when will you take it?"),
        gettext_noop("How will you know that it is done?"),
    ),
    "decides": (
        gettext_noop("What do you take away from it?"),
        gettext_noop("What is the first step, and when will you take it?"),
    ),
    "explore": (
        gettext_noop("What makes this hard for you?"),
        gettext_noop("Can somebody ask that as a question?"),
    ),
    "options": (
        gettext_noop("What would you do if you had to act tomorrow?"),
        gettext_noop("What have you not tried because it seemed too small?"),
    ),
    "write": (gettext_noop("What would you really like to know?"),),
    "name": (
        gettext_noop("What is the problem, in one sentence?"),
        gettext_noop("Do you agree with that sentence?"),
    ),
    "check": (
        gettext_noop("What are we doing right now?"),
        gettext_noop("What should we do more of?"),
    ),
    "act": (
        gettext_noop("When exactly will you do it?"),
        gettext_noop("What do you expect to happen?"),
    ),
    "review": (
        gettext_noop("Which question helped most?"),
        gettext_noop("What shall we do differently next time?"),
    ),
    "close": (gettext_noop("Is there anything that should leave this room?"),),
}

_FOR_COMMENTS = gettext_noop("Listen for comments on what was said; bring people back.")
_FOR_STORIES = gettext_noop("Listen for interruptions, and for people’s own stories.")
_FOR_QUESTIONS = gettext_noop(
    "Listen for advice dressed as a question, and for several questions at once."
)

LISTEN_FOR: dict[Situation, str] = {
    "lobby": "",
    "open": gettext_noop("Notice how people are; don’t respond yet."),
    "rules": gettext_noop("Listen for skills that somebody could see you practise."),
    "report_backs": _FOR_COMMENTS,
    "round": _FOR_COMMENTS,
    "hand": gettext_noop("Listen for answers. For now the presenter only collects."),
    "choose": gettext_noop("Notice who steps back, and ask whether they want to."),
    "issue": _FOR_STORIES,
    "tell": _FOR_STORIES,
    "helped": gettext_noop("Listen for praise and excuses; the question is enough."),
    "clarify": gettext_noop("Listen for the first piece of advice; stop it kindly."),
    "answer": gettext_noop("Listen for new questions. Those already there are enough."),
    "points": gettext_noop("Listen for “we”: an action has one owner."),
    "decides": gettext_noop("Listen for “we”: an action has one owner."),
    "explore": _FOR_QUESTIONS,
    "options": _FOR_QUESTIONS,
    "write": gettext_noop("Notice the silence, and let it last."),
    "name": gettext_noop("Notice how far apart the sentences are."),
    "check": gettext_noop("Listen for talk about the problem; that comes later."),
    "act": gettext_noop("Listen for “try to” and “soon”; ask for a day."),
    "review": gettext_noop("Listen for what was hard to say."),
    "close": gettext_noop("Listen for what is still open."),
}

STEPS: dict[Situation, tuple[str, ...]] = {
    "lobby": (
        gettext_noop("Greet people as they come in."),
        gettext_noop("Wait until enough people are here; latecomers can come in."),
        gettext_noop("Start. From then on, this page tells you each step."),
    ),
    "open": (
        gettext_noop("Say your name, and that you are facilitating today."),
        gettext_noop("Read one ground rule aloud."),
        gettext_noop("Open the round: one word each, and thank everybody."),
        gettext_noop("Move on when the round is over, even if there is time left."),
    ),
    "rules": (
        gettext_noop("Say the first rule: statements only answer questions."),
        gettext_noop("Say the second: you may step in at any time."),
        gettext_noop("Open the round: each names a skill to practise today."),
    ),
    "report_backs": (
        gettext_noop("Open the round. The page shows who speaks and for how long."),
        gettext_noop("Nobody interrupts. One short question at the end is enough."),
        gettext_noop("Say thank you, and move on to the next speaker."),
        gettext_noop("If something needs more time, note it as a bid and move on."),
    ),
    "round": (
        gettext_noop("Ask the question, then open the round."),
        gettext_noop("Everybody speaks once. Passing is fine."),
        gettext_noop("Don’t comment until everybody has spoken."),
    ),
    "hand": (
        gettext_noop("Open the round. Everybody reads out their questions as written."),
        gettext_noop("The presenter listens and doesn’t answer yet."),
        gettext_noop("After each turn, those questions go to the presenter."),
    ),
    "choose": (
        gettext_noop("Let everybody write their sentence, or say that they have none."),
        gettext_noop("Put the bids on the table, and have each one read out."),
        gettext_noop("Ask who needs it most today. The set decides, not you."),
        gettext_noop("Record what was chosen, then move on."),
    ),
    "issue": (
        gettext_noop("Let the presenter speak alone for three or four minutes."),
        gettext_noop("Then take short questions about facts."),
        gettext_noop("Then open questions: one at a time, with silence after each."),
        gettext_noop(
            "At the end, ask for the issue in one sentence, and write it down."
        ),
    ),
    "tell": (
        gettext_noop("Say that nobody interrupts until the time is up."),
        gettext_noop("Let the presenter speak. Silence is part of it."),
        gettext_noop("Gently stop anyone who asks too early: questions come next."),
    ),
    "helped": (
        gettext_noop("Ask the presenter which questions helped."),
        gettext_noop("Nobody replies. Say thank you, and move on."),
    ),
    "clarify": (
        gettext_noop("Say that for now you ask only about facts."),
        gettext_noop("Give the floor to the first raised hand."),
        gettext_noop("Short question, short answer, next one."),
    ),
    "answer": (
        gettext_noop("The presenter reads through the questions in peace."),
        gettext_noop("They choose which to answer, and which to leave."),
        gettext_noop("The others listen. Nobody asks anything new."),
    ),
    "points": (
        gettext_noop("Ask the presenter what they will do."),
        gettext_noop("For each: who, by when, what is the first step?"),
        gettext_noop("Write it down in their words, and check that they agree."),
    ),
    "decides": (
        gettext_noop("Let the presenter think aloud. Nobody asks now."),
        gettext_noop("Ask only for a day and a first step."),
        gettext_noop("Write it down in their words, and check that they agree."),
    ),
    "explore": (
        gettext_noop("Give the floor to the next raised hand: one question each."),
        gettext_noop("After each answer, leave a silence before the next question."),
        gettext_noop("Hear advice? Ask for it as a question."),
        gettext_noop("Towards the end, ask the presenter: what is the issue now?"),
    ),
    "options": (
        gettext_noop("Say that you are now turning to what could be done."),
        gettext_noop("Give the floor to the next raised hand: one question each."),
        gettext_noop("Hear advice? Ask for it as a question."),
        gettext_noop("Towards the end, ask the presenter: what do you want to do?"),
    ),
    "write": (
        gettext_noop("Say that everybody writes in silence, you too."),
        gettext_noop("One question on each slip, as short as possible."),
        gettext_noop("Keep the silence until the time is up."),
    ),
    "name": (
        gettext_noop("Everybody writes the problem in one sentence, in silence."),
        gettext_noop("Show all sentences, and have everybody read theirs aloud."),
        gettext_noop("Ask the presenter first, then the others: do you agree?"),
    ),
    "check": (
        gettext_noop("Say that the issue can wait for a moment."),
        gettext_noop("Ask the three questions, and hear everybody in turn."),
        gettext_noop("Name one thing to do better, then carry on."),
    ),
    "act": (
        gettext_noop("Open the round. Everybody says one action in their own words."),
        gettext_noop("Ask for a day, and for the first step."),
        gettext_noop("Everybody writes their own; you may write for anybody who asks."),
    ),
    "review": (
        gettext_noop("Let everybody write for a minute, in silence."),
        gettext_noop("When everybody has written, show the answers."),
        gettext_noop("Let the others talk about them first; you speak last."),
    ),
    "close": (
        gettext_noop("Say when the next meeting is, and who is facilitating it."),
        gettext_noop("Ask what may leave this room, and what stays."),
        gettext_noop("Thank everybody, and close the meeting on time."),
    ),
}
