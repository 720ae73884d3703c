"""The rules for a format that a set writes itself.

Pure. Sentences are English here, marked for the translators, and translated when they
are shown.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meetings.formats.definitions import LONGEST, SHORTEST, Phase, gettext_noop
from meetings.formats.situations import OPENINGS

MOST_PHASES = 30
MOST_SLOTS = 4
ONCE = {  #: kinds that a meeting has once at most, in words
    "decide": gettext_noop("The issues can be chosen only once."),
    "review": gettext_noop("There can be only one process review."),
    "float": gettext_noop("Reserve time can appear only once, after the close."),
}
#: Kinds that need somebody who presents, and kinds that nobody presents in.
IN_AIRTIME = {"tell", "clarify", "questions", "write", "check"}
OUTSIDE = {"decide", "act", "review", "close", "float"}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and at which phase (a position in the order), if at one."""

    sentence: str
    at: int | None = None
    facts: dict[str, object] = field(default_factory=dict)


def problems(phases: Sequence[Phase], minutes: int) -> list[Problem]:
    """Return the reasons why these phases make no meeting of so many minutes.

    A meeting opens once and closes once, chooses before anybody presents, gives each
    airtime at least one of the three questions, and its minutes sum to its length.
    """
    return [
        *_frame(phases),
        *_repeated(phases),
        *_positions(phases),
        *_airtimes(phases),
        *_minutes(phases, minutes),
    ]


def free_key(wanted: str, taken: Sequence[str]) -> str:
    """Return a key like `wanted` that no phase has yet."""
    stem = wanted.rstrip("0123456789").rstrip("_")[:16]
    numbered = (f"{stem}_{n}" for n in range(1, len(taken) + 2))
    return next(key for key in numbered if key not in taken)


def _frame(phases: Sequence[Phase]) -> Iterator[Problem]:
    openings = [n for n, each in enumerate(phases) if each.key in OPENINGS]
    if openings != [0]:
        yield Problem(
            gettext_noop("A meeting begins with its opening, and has only one."),
            openings[-1] if openings else None,
        )
    closings = [n for n, each in enumerate(phases) if each.kind == "close"]
    last = max((n for n, each in enumerate(phases) if each.is_walked), default=-1)
    if closings != [last]:
        yield Problem(
            gettext_noop("A meeting ends with its close, and has only one."),
            closings[0] if closings else None,
        )


def _repeated(phases: Sequence[Phase]) -> Iterator[Problem]:
    if len(phases) > MOST_PHASES:
        yield Problem(
            gettext_noop("There can be at most %(n)d phases."),
            facts={"n": MOST_PHASES},
        )
    seen: Counter[str] = Counter()
    for at, phase in enumerate(phases):
        seen.update({phase.kind, f"key:{phase.key}"})
        if phase.kind in ONCE and seen[phase.kind] == 2:
            yield Problem(ONCE[phase.kind], at)
        if seen[f"key:{phase.key}"] == 2:
            yield Problem(gettext_noop("This is there twice."), at)


def _positions(phases: Sequence[Phase]) -> Iterator[Problem]:
    for at, phase in enumerate(phases):
        if phase.kind in IN_AIRTIME and not phase.slot:
            yield Problem(gettext_noop("Say which airtime this belongs to."), at)
        if phase.slot and (phase.kind in OUTSIDE or phase.key in OPENINGS):
            yield Problem(gettext_noop("This is not part of anybody’s airtime."), at)
        if phase.kind == "float" and at != len(phases) - 1:
            yield Problem(gettext_noop("Reserve time must come last."), at)


def _airtimes(phases: Sequence[Phase]) -> Iterator[Problem]:
    first = {each.slot: n for n, each in reversed(list(enumerate(phases)))}
    first.pop(0, None)
    choice = next((n for n, each in enumerate(phases) if each.kind == "decide"), None)
    if first and (choice is None or choice > min(first.values())):
        yield Problem(
            gettext_noop("The set has to choose the issues before the first airtime."),
            choice if choice is not None else min(first.values()),
        )
    if choice is not None and not first:
        yield Problem(gettext_noop("A choice needs an airtime after it."), choice)
    order = [each.slot for each in phases if each.slot]
    if sorted(order) != order or sorted(first) != list(range(1, len(first) + 1)):
        yield Problem(
            gettext_noop("Airtimes must be in order: the first, then the second."),
            min(first.values()),
        )
    for slot, at in sorted(first.items()):
        if not any(each.answers for each in phases if each.slot == slot):
            yield Problem(
                gettext_noop("None of the three questions is asked in this airtime."),
                at,
            )


def _minutes(phases: Sequence[Phase], minutes: int) -> Iterator[Problem]:
    for at, phase in enumerate(phases):
        if phase.minutes < 1:
            yield Problem(gettext_noop("At least one minute."), at)
    if not SHORTEST <= minutes <= LONGEST:
        yield Problem(
            gettext_noop("A meeting lasts %(shortest)d to %(longest)d minutes."),
            facts={"shortest": SHORTEST, "longest": LONGEST},
        )
    given = sum(phase.minutes for phase in phases)
    if given > minutes:
        yield Problem(
            gettext_noop("The phases take %(given)d minutes: %(n)d too many."),
            facts={"given": given, "n": given - minutes},
        )
    if given < minutes:
        yield Problem(
            gettext_noop("The phases take %(given)d minutes: %(n)d too few."),
            facts={"given": given, "n": minutes - given},
        )
