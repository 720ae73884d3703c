"""The sentences of formats and phases in the reader's language."""

from dataclasses import replace

from django.utils.translation import gettext

from meetings.formats.definitions import Phase, Question
from meetings.formats.guidance import LISTEN_FOR
from meetings.formats.phases import CHECK, QUESTIONS
from meetings.formats.situations import Situation


def spoken(phase: Phase) -> Phase:
    """Return the phase with its sentences translated; a set's own words stay as is."""
    return replace(
        phase,
        title=gettext(phase.title),
        for_facilitator=_said(phase.for_facilitator),
        for_everybody=_said(phase.for_everybody),
    )


def check_questions() -> list[str]:
    """Return the three questions of a process check."""
    return [gettext(question) for question in CHECK]


def asked(question: Question) -> str:
    """Return one of the three questions as it is asked."""
    return gettext(QUESTIONS[question])


def listen_for(now: Situation) -> str:
    """Return what to listen for in a situation."""
    return _said(LISTEN_FOR[now])


def _said(sentence: str) -> str:
    # gettext("") would answer with the catalogue's header.
    return gettext(sentence) if sentence else ""
