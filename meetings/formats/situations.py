"""What a moment of a meeting is about: the one source for its cards, buttons and help.

A phase's kind says what a phase can do; several share one. A situation says what happens
in it: so "What helped" is no airtime in which somebody tells.

Pure. See docs/domain.md#facilitating.
"""

from collections.abc import Callable
from typing import Literal

from meetings.formats.definitions import Phase

#: The keys of the rounds in which a meeting opens: with a word each, or with the two rules
#: and a skill to practise.
OPENINGS = ("open", "rules")

Situation = Literal[
    "lobby",
    "open",
    "rules",
    "report_backs",
    "round",
    "hand",
    "choose",
    "issue",
    "tell",
    "helped",
    "clarify",
    "answer",
    "points",
    "decides",
    "explore",
    "options",
    "write",
    "name",
    "check",
    "act",
    "review",
    "close",
]

#: Somebody presents, and nobody asks anything.
SILENT: frozenset[Situation] = frozenset({"tell", "helped", "answer", "decides"})


def situation(phase: Phase) -> Situation:
    """Return what a phase is about, of a set's own format too."""
    return _BY_KIND[phase.kind](phase)


def takes_questions(phase: Phase) -> bool:
    """Return whether people may ask the presenter in a phase."""
    return phase.is_asking and situation(phase) not in SILENT


def _going_round(phase: Phase) -> Situation:
    if phase.slot:
        return "hand"
    by_key: dict[str, Situation] = {
        "open": "open",
        "rules": "rules",
        "report_backs": "report_backs",
    }
    return by_key.get(phase.key, "round")


def _telling(phase: Phase) -> Situation:
    """The brief's first question is told and asked in one; elsewhere nobody asks yet."""
    if phase.key == "current_issue":
        return "issue"
    return "tell" if phase.answers else "helped"


def _clarifying(phase: Phase) -> Situation:
    if "action_points" in phase.answers:
        return "decides" if "action_to_take" in phase.answers else "points"
    return "answer" if "action_to_take" in phase.answers else "clarify"


def _asking(phase: Phase) -> Situation:
    return "explore" if "current_issue" in phase.answers else "options"


def _writing(phase: Phase) -> Situation:
    return "name" if "current_issue" in phase.answers else "write"


_BY_KIND: dict[str, Callable[[Phase], Situation]] = {
    "round": _going_round,
    "decide": lambda _phase: "choose",
    "tell": _telling,
    "clarify": _clarifying,
    "questions": _asking,
    "write": _writing,
    "check": lambda _phase: "check",
    "act": lambda _phase: "act",
    "review": lambda _phase: "review",
    "close": lambda _phase: "close",
}
