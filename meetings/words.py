"""The sentences of formats and phases in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from meetings.formats import Phase
from meetings.phases import LISTEN_FOR, PROMPTS


def spoken(phase: Phase) -> Phase:
    """Return the phase with its sentences translated; a set's own words stay as is."""
    return replace(
        phase,
        title=gettext(phase.title),
        for_facilitator=_said(phase.for_facilitator),
        for_everybody=_said(phase.for_everybody),
    )


def title(phase: Phase) -> str:
    """Return the phase's title."""
    return gettext(phase.title)


def prompts(key: str) -> list[str]:
    """Return questions that a facilitator may offer in the phase `key`."""
    return [gettext(prompt) for prompt in PROMPTS.get(key, ())]


def listen_for(phase: Phase) -> str:
    """Return what a facilitator listens for in this kind of phase."""
    return _said(LISTEN_FOR.get(phase.kind, ""))


def _said(sentence: str) -> str:
    # gettext("") would answer with the catalogue's header.
    return gettext(sentence) if sentence else ""
