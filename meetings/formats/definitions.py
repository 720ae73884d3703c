"""Formats are data: the phases of a meeting, in order, each with its minutes.

Pure. Sentences are English here, marked for the translators, and translated when they
are shown (`meetings.formats.wording`).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

SHORTEST, LONGEST = 30, 240  #: minutes a meeting may last
FEWEST, MOST = 2, 10  #: people whose number changes the minutes
WRITTEN_FOR = 6  #: people that a format's minutes are written for

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
    "write",
    "check",
]

#: The brief's three questions, each named as the field of `Inquiry` that it fills.
Question = Literal["current_issue", "action_to_take", "action_points"]


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


@dataclass(frozen=True)
class Phase:
    """One timed part of a meeting.

    `per_person`: the minutes are shared out among the speakers of the round. `slot`:
    the airtime it belongs to, 1 for the first presenter, 0 for nobody's issue.
    `answers`: the ones of the three questions that are answered in it.
    """

    key: str
    title: str
    kind: Kind
    minutes: int
    per_person: bool = False
    for_facilitator: str = ""
    for_everybody: str = ""
    slot: int = 0
    answers: tuple[Question, ...] = ()

    @property
    def is_round(self) -> bool:
        """Whether everyone speaks once, in turn."""
        return self.kind in {"round", "act"}

    @property
    def is_asking(self) -> bool:
        """Whether a presenter speaks, and the others ask."""
        return bool(self.slot) and self.kind in {"tell", "clarify", "questions"}

    @property
    def makes_actions(self) -> bool:
        """Whether actions are agreed in it."""
        return self.kind == "act" or "action_points" in self.answers

    @property
    def is_walked(self) -> bool:
        """Whether the set ever enters this phase; float is only time in reserve."""
        return self.kind != "float"


@dataclass(frozen=True)
class Format:
    """A named order of phases."""

    key: str
    name: str
    phases: tuple[Phase, ...]
    about: str = ""

    @property
    def minutes(self) -> int:
        """The length it was written for."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def slots(self) -> int:
        """How many presenters it has room for."""
        return max((phase.slot for phase in self.phases), default=0)


def scaled(
    meeting_format: Format, minutes: int, people: int = WRITTEN_FOR
) -> tuple[Phase, ...]:
    """Return the phases of `meeting_format` in whole minutes that sum to `minutes`.

    Phases with a share for each person grow and shrink with the number of people, from
    2 to 10; the other phases take up the difference. The largest remainder is rounded
    up first, of two equal ones the earlier phase; no phase is left without a minute.
    Raises `ValueError` below 30 and above 240 minutes.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"A meeting lasts {SHORTEST} to {LONGEST} minutes.")
    heads = min(max(people, FEWEST), MOST)
    weights = [
        phase.minutes * (heads if phase.per_person else WRITTEN_FOR)
        for phase in meeting_format.phases
    ]
    return tuple(
        replace(phase, minutes=share)
        for phase, share in zip(
            meeting_format.phases, _shares(weights, minutes), strict=True
        )
    )


def _shares(weights: list[int], minutes: int) -> list[int]:
    whole = sum(weights)
    shares = [divmod(weight * minutes, whole) for weight in weights]
    given = [max(share, 1) for share, _remainder in shares]
    neediest = sorted(range(len(shares)), key=lambda n: (-shares[n][1], n))
    for n in neediest[: max(minutes - sum(given), 0)]:
        given[n] += 1
    while sum(given) > minutes:  # a minute each had to come from somewhere
        given[given.index(max(given))] -= 1
    return given


def introducing(phases: Iterable[Phase]) -> tuple[Phase, ...]:
    """Return the phases of a first meeting: introductions instead of report-backs."""
    return tuple(
        _introduces(each) if each.key == "report_backs" else each for each in phases
    )


def _introduces(phase: Phase) -> Phase:
    return replace(
        phase,
        key="introductions",
        title=gettext_noop("Who we are"),
        for_facilitator=gettext_noop(
            "Nobody has anything to report yet. Ask everybody who they are at work, "
            "and what they would like help with. Don’t comment."
        ),
        for_everybody=gettext_noop(
            "Who are you at work, and what do you hope for from this set?"
        ),
    )


def short(phases: Iterable[Phase]) -> tuple[Phase, ...]:
    """Return the phases of a meeting of too few: open, report back, close.

    See docs/domain.md#short-meetings.
    """
    return tuple(
        phase for phase in phases if not phase.slot and phase.kind in {"round", "close"}
    )


def as_data(phases: Iterable[Phase]) -> list[dict[str, Any]]:
    """Return phases as JSON keeps them in a meeting's row."""
    return [asdict(phase) for phase in phases]


def from_data(rows: Iterable[dict[str, Any]]) -> tuple[Phase, ...]:
    """Return the phases that `as_data` wrote."""
    return tuple(Phase(**{**row, "answers": tuple(row["answers"])}) for row in rows)
