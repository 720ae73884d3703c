"""An action as one sentence, in the language of the person who writes it down.

A sentence cannot be put together anew for each reader: the parts of "When …, I will …"
stand elsewhere in another language, and what a person wrote is theirs. So it is made
once, and stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext, override, pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: What the labels say, and people type again; "|" stands between several.
BEFORE_A_CUE = pgettext_lazy("before a cue", "When")
BEFORE_A_DEED = pgettext_lazy("before a deed", "I will|I’ll|I'll|I shall")


def as_sentence(cue: str, deed: str) -> str:
    """Return an action in the present language: "When the call ends, I will ask Jo"."""
    if cue:
        return gettext("When %(cue)s, I will %(deed)s") % {"cue": cue, "deed": deed}
    if _begins(deed, _openings(BEFORE_A_CUE)):  # both parts were typed into one field
        return deed[:1].upper() + deed[1:]
    return gettext("I will %(deed)s") % {"deed": deed}


def bare_cue(text: str) -> str:
    """Return a cue without the "When" of its label, which many type again."""
    return _without(text, BEFORE_A_CUE).rstrip(" ,;:.…")


def bare_deed(text: str) -> str:
    """Return a deed without the "I will" of its label, which many type again."""
    return _without(text, BEFORE_A_DEED)


def _without(text: str, openings: StrPromise) -> str:
    left = text.strip(" …")
    while found := _begins(left, _openings(openings)):
        rest = left[len(found) :].lstrip(" ,…")
        if not rest:
            break
        left = rest
    return left


def _begins(text: str, openings: Iterable[str]) -> str:
    """Return the opening with which a text begins, in the text's own letters, or ""."""
    for opening in openings:
        if found := re.match(rf"{re.escape(opening)}\b", text, re.IGNORECASE):
            return found[0]
    return ""


@cache
def _openings(openings: StrPromise) -> tuple[str, ...]:
    """Return openings in all languages: a person may write in another than the page's."""
    found: set[str] = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.update(str(openings).split("|"))
    return tuple(sorted(found, key=len, reverse=True))
