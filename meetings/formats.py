"""Formats are data: which phases a meeting has, in which order, for how long.

Pure. Sentences are English here, marked for the translators, and translated where they
are shown (`meetings.words`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

SHORTEST, LONGEST = 30, 240  #: minutes a meeting may last

Kind = Literal[
    "round",
    "tell",
    "clarify",
    "questions",
    "decide",
    "act",
    "review",
    "close",
    "float",
]


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


@dataclass(frozen=True)
class Phase:
    """One timed part of a meeting.

    `per_person`: the minutes are shared out among those who speak in the round.
    """

    key: str
    title: str
    kind: Kind
    minutes: int
    per_person: bool = False
    for_facilitator: str = ""
    for_everybody: str = ""

    @property
    def is_round(self) -> bool:
        """Whether everyone speaks once, in turn."""
        return self.kind in {"round", "act"}

    @property
    def is_walked(self) -> bool:
        """Whether the set ever stands in it; float is only time in reserve."""
        return self.kind != "float"


@dataclass(frozen=True)
class Format:
    """A named order of phases."""

    key: str
    name: str
    phases: tuple[Phase, ...]

    @property
    def minutes(self) -> int:
        """The length it was written for."""
        return sum(phase.minutes for phase in self.phases)


def scaled(form: Format, minutes: int) -> tuple[Phase, ...]:
    """Return the phases of `form` in whole minutes that sum to `minutes`.

    Largest remainder, the earlier phase first where two are equal; no phase is left
    without a minute. Raises `ValueError` below 30 and above 240 minutes.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"A meeting lasts {SHORTEST} to {LONGEST} minutes.")
    whole = form.minutes
    shares = [divmod(phase.minutes * minutes, whole) for phase in form.phases]
    given = [max(share, 1) for share, _remainder in shares]
    neediest = sorted(range(len(shares)), key=lambda n: (-shares[n][1], n))
    for n in neediest[: max(minutes - sum(given), 0)]:
        given[n] += 1
    while sum(given) > minutes:  # a minute each had to come from somewhere
        given[given.index(max(given))] -= 1
    return tuple(
        replace(phase, minutes=share)
        for phase, share in zip(form.phases, given, strict=True)
    )


def as_data(phases: Iterable[Phase]) -> list[dict[str, Any]]:
    """Return phases as JSON keeps them in a meeting's row."""
    return [asdict(phase) for phase in phases]


def from_data(rows: Iterable[dict[str, Any]]) -> tuple[Phase, ...]:
    """Return the phases that `as_data` wrote."""
    return tuple(Phase(**row) for row in rows)


REPORT_AND_RESOLVE = Format(
    key="report_and_resolve",
    name=gettext_noop("Report & resolve"),
    # The brief's order; minutes, check-in and process review of DOMAIN §1.2.
    phases=(
        Phase(
            key="open",
            title=gettext_noop("Open"),
            kind="round",
            minutes=5,
            for_facilitator=gettext_noop(
                "Greet everybody, read one ground rule, then invite one word each. "
                "Comment on none."
            ),
            for_everybody=gettext_noop("One word each: how do you arrive?"),
        ),
        Phase(
            key="report_backs",
            title=gettext_noop("Report-backs"),
            kind="round",
            minutes=24,
            per_person=True,
            for_facilitator=gettext_noop(
                "Open each with what was promised last time, and thank them after. "
                "At most one clarifying question; park what is worth airtime."
            ),
            for_everybody=gettext_noop("One speaks, the others listen. No advice."),
        ),
        Phase(
            key="choose",
            title=gettext_noop("Choose the issue"),
            kind="decide",
            minutes=5,
            for_facilitator=gettext_noop(
                "Hear every bid before any choice. Ask the quiet ones first, and let "
                "the set decide."
            ),
            for_everybody=gettext_noop("One sentence each, then we choose together."),
        ),
        Phase(
            key="current_issue",
            title=gettext_noop("What is the current issue?"),
            kind="tell",
            minutes=12,
            for_facilitator=gettext_noop(
                "Three or four minutes without interruption. Then facts, then open "
                "questions. End with the issue in the presenter's own sentence."
            ),
            for_everybody=gettext_noop("Listen first. Then open questions, no advice."),
        ),
        Phase(
            key="action_to_take",
            title=gettext_noop("What action should be taken?"),
            kind="questions",
            minutes=12,
            for_facilitator=gettext_noop(
                "Questions only; offers where the presenter asks for them. Let silence "
                "stand, and spread the turns."
            ),
            for_everybody=gettext_noop("Questions that help the presenter decide."),
        ),
        Phase(
            key="action_points",
            title=gettext_noop("What are the action points?"),
            kind="clarify",
            minutes=8,
            for_facilitator=gettext_noop(
                "The presenter speaks. Test with questions: who, by when, what first?"
            ),
            for_everybody=gettext_noop("Ask until the first step is clear."),
        ),
        Phase(
            key="actions",
            title=gettext_noop("Actions"),
            kind="act",
            minutes=10,
            per_person=True,
            for_facilitator=gettext_noop(
                "One action each, in its owner's words, small enough to be done by "
                "next time."
            ),
            for_everybody=gettext_noop("Say what you will do, and when."),
        ),
        Phase(
            key="review",
            title=gettext_noop("Process review"),
            kind="review",
            minutes=8,
            for_facilitator=gettext_noop(
                "A minute of silence to write. Reveal when all have written, and speak "
                "last."
            ),
            for_everybody=gettext_noop("How did we work? Write alone, then share."),
        ),
        Phase(
            key="close",
            title=gettext_noop("Close"),
            kind="close",
            minutes=3,
            for_facilitator=gettext_noop(
                "Say the next date and who facilitates. Agree what, if anything, goes "
                "outside. End on time."
            ),
            for_everybody=gettext_noop("What we said stays here."),
        ),
        Phase(
            key="float",
            title=gettext_noop("In reserve"),
            kind="float",
            minutes=3,
        ),
    ),
)

FORMATS = {form.key: form for form in (REPORT_AND_RESOLVE,)}
