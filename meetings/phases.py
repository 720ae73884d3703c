"""Which phase follows which, who speaks in what order, and what to offer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from meetings.formats import Phase, gettext_noop

#: The brief's three questions: phase key = the field of `Inquiry` that it fills.
QUESTIONS = ("current_issue", "action_to_take", "action_points")
CHOOSE = "choose"

MINUTE_MS = 60_000


def find(phases: Sequence[Phase], key: str) -> Phase:
    """Return the phase called `key`; raises `LookupError` where there is none."""
    for phase in phases:
        if phase.key == key:
            return phase
    raise LookupError(key)


def walk(phases: Sequence[Phase], *, with_issue: bool) -> list[Phase]:
    """Return the phases the set stands in; without an issue nobody asks about it."""
    return [
        phase
        for phase in phases
        if phase.is_walked and (with_issue or phase.key not in QUESTIONS)
    ]


def after(phases: Sequence[Phase], key: str, *, with_issue: bool) -> Phase | None:
    """Return the phase that follows `key`, or None after the last."""
    return _beside(phases, key, +1, with_issue=with_issue)


def before(phases: Sequence[Phase], key: str, *, with_issue: bool) -> Phase | None:
    """Return the phase that came before `key`, or None before the first."""
    return _beside(phases, key, -1, with_issue=with_issue)


def _beside(
    phases: Sequence[Phase], key: str, step: int, *, with_issue: bool
) -> Phase | None:
    walked = walk(phases, with_issue=with_issue or key in QUESTIONS)
    keys = [phase.key for phase in walked]
    place = keys.index(key) + step
    return walked[place] if 0 <= place < len(walked) else None


def planned_ms(phases: Sequence[Phase], key: str) -> int:
    """Return how long after the start the phase `key` ends by plan, in milliseconds."""
    minutes = 0
    for phase in phases:
        minutes += phase.minutes
        if phase.key == key:
            break
    return minutes * MINUTE_MS


def share_ms(phase: Phase, people: int) -> int:
    """Return each speaker's time in a per-person phase, in milliseconds."""
    return phase.minutes * MINUTE_MS // max(people, 1)


def order(people: Sequence[int], *, number: int, facilitator: int | None) -> list[int]:
    """Return who speaks when in meeting `number`: the start moves on each time.

    `people` are ids in a stable order. The facilitator never begins while somebody
    else could (PEERS §6).
    """
    if not people:
        return []
    start = number % len(people)
    turned = [*people[start:], *people[:start]]
    if turned[0] == facilitator:
        turned = [*turned[1:], turned[0]]
    return turned


#: What a facilitator may offer, read aloud as it stands (DOMAIN §1.1, §1.6).
PROMPTS = {
    "open": (
        gettext_noop("Which of our ground rules do we need most today?"),
        gettext_noop("One word: how do you arrive?"),
    ),
    "report_backs": (
        gettext_noop("What did you expect, and what happened?"),
        gettext_noop("Is that worth airtime today?"),
    ),
    "choose": (
        gettext_noop("If you presented today, what would it be about?"),
        gettext_noop("Who has waited longest?"),
    ),
    "current_issue": (
        gettext_noop(
            "Who knows about this, who cares, and who can do something about it?"
        ),
        gettext_noop("What makes this hard for you?"),
        gettext_noop("Say it again in one sentence: how can I …?"),
    ),
    "action_to_take": (
        gettext_noop("What have you not tried because it seemed too small?"),
        gettext_noop("What would you do if you had to act tomorrow?"),
        gettext_noop("Can somebody ask that as a question?"),
    ),
    "action_points": (
        gettext_noop("What is the first step, and when do you take it?"),
        gettext_noop("How will you know that it is done?"),
    ),
    "actions": (
        gettext_noop("When exactly will you do it?"),
        gettext_noop("What do you expect to happen?"),
    ),
    "review": (
        gettext_noop("Which question helped most?"),
        gettext_noop("What shall we do differently next time?"),
    ),
    "close": (gettext_noop("Is there anything that should leave this room?"),),
}

#: What a facilitator listens for in each kind of phase.
LISTEN_FOR = {
    "round": gettext_noop("Listen for comments on what somebody said; bring it back."),
    "tell": gettext_noop("Listen for interruptions, and for stories of one’s own."),
    "questions": gettext_noop(
        "Listen for advice dressed as a question, and for several questions at once."
    ),
    "clarify": gettext_noop("Listen for “we”: an action has one owner."),
    "decide": gettext_noop("Listen for who steps back, and ask whether they want to."),
    "act": gettext_noop("Listen for “try to” and “soon”; ask for a day."),
    "review": gettext_noop("Listen for what was hard to say."),
    "close": gettext_noop("Listen for what is still open."),
}
