"""The phases that a set may add to a format of its own, as our formats have them."""

from dataclasses import replace

from meetings.formats.definitions import Format, Phase, gettext_noop
from meetings.formats.shipped.airtime import AIRTIME
from meetings.formats.shipped.one_problem import ONE_PROBLEM
from meetings.formats.shipped.report_and_resolve import REPORT_AND_RESOLVE
from meetings.formats.shipped.written_questions import WRITTEN_QUESTIONS


def _of(meeting_format: Format, key: str) -> Phase:
    return next(phase for phase in meeting_format.phases if phase.key == key)


ROUND = Phase(
    key="round",
    title=gettext_noop("A round"),
    kind="round",
    minutes=6,
    per_person=True,
    for_facilitator=gettext_noop("Ask one question and go round. Don’t comment."),
    for_everybody=gettext_noop("Everybody speaks once; passing counts as a turn."),
)

WHOLE = "airtime"  #: the name of the piece that is a whole airtime
#: One airtime, as a whole: the presenter tells, is asked, and decides.
WHOLE_AIRTIME = tuple(
    _of(AIRTIME, key) for key in ("tell_1", "clarify_1", "questions_1", "decide_1")
)

#: What may be added alone, by the name that a form sends.
PIECES: dict[str, Phase] = {
    "report_backs": _of(REPORT_AND_RESOLVE, "report_backs"),
    "round": ROUND,
    "choose": _of(AIRTIME, "choose"),
    "tell": _of(AIRTIME, "tell_1"),
    "clarify": _of(AIRTIME, "clarify_1"),
    "questions": _of(AIRTIME, "questions_1"),
    "decide": _of(AIRTIME, "decide_1"),
    "write": _of(WRITTEN_QUESTIONS, "write_1"),
    "hand": _of(WRITTEN_QUESTIONS, "hand_1"),
    "check": _of(ONE_PROBLEM, "check_1"),
    "actions": _of(REPORT_AND_RESOLVE, "actions"),
    "review": _of(REPORT_AND_RESOLVE, "review"),
    "float": _of(REPORT_AND_RESOLVE, "float"),
}


def in_slot(phase: Phase, slot: int) -> Phase:
    """Return a piece of airtime in another airtime; other pieces stay as they are."""
    return replace(phase, slot=slot) if phase.slot else phase
