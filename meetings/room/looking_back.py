"""The words with which a set looks back on a meeting, and when they stay hidden. Pure.

Sentences are English here, marked for the translators.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meetings.formats.definitions import gettext_noop

#: How long everybody writes alone before the facilitator shows all answers.
#: See docs/domain.md#looking-back.
QUIET = dt.timedelta(seconds=60)
#: With fewer answers than this, readers could guess their writers: none is shown.
FEWEST_VOICES = 3

#: How well the set kept a rule, the best first.
MARKS = {
    3: gettext_noop("well"),
    2: gettext_noop("partly"),
    1: gettext_noop("not today"),
}

#: What a member may tell the facilitator alone: one thing that helped …
HELPED = {
    "silence": gettext_noop("You left room for silence."),
    "time": gettext_noop("You kept the time calmly."),
    "turns": gettext_noop("You made sure that everybody was heard."),
    "questions": gettext_noop("You brought us back to questions."),
    "clear": gettext_noop("I always knew where we were."),
}
#: … and one thing to have more of.
MORE_OF = {
    "silence": gettext_noop("More silence before the next question."),
    "time": gettext_noop("A firmer hand on the time."),
    "turns": gettext_noop("Watch for anyone who has not spoken."),
    "questions": gettext_noop("Stop advice sooner."),
    "same": gettext_noop("Nothing: carry on like this."),
}


@dataclass(frozen=True)
class RuleMarks:
    """How a set kept one of its rules: the number of votes for each mark, without names."""

    rule: str
    marks: dict[int, int]

    @property
    def dots(self) -> list[int]:
        """One mark per voice, the best first."""
        return [mark for mark, n in self.marks.items() for _voice in range(n)]


def count_marks(
    rules: Iterable[str], scores: Iterable[Mapping[str, int]]
) -> list[RuleMarks]:
    """Count the marks of each rule that at least three people have marked."""
    known = list(scores)
    found = []
    for rule in rules:
        given = [each[rule] for each in known if rule in each]
        if len(given) >= FEWEST_VOICES:
            found.append(RuleMarks(rule, {mark: given.count(mark) for mark in MARKS}))
    return found
