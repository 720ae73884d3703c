"""Hear advice in what was meant to be a question. Pure, and never a block.

Facilitators listen for "advice dressed as a question". The patterns belong to the
writer's language; in a language without patterns nothing is heard. It is better to miss
some advice than to doubt a real question.

See docs/domain.md#advice.
"""

import re
from typing import Literal

from meetings.room.advice_words import LANGUAGES, Language

Heard = Literal["", "advice", "statement"]


_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")


def heard(text: str, language: str) -> Heard:
    """Return what a facilitator would hear in `text`: advice, a statement, or neither.

    `language` is a tag such as "en" or "en-gb".
    """
    known = LANGUAGES.get(language.split("-")[0].lower())
    if known is None:
        return ""
    found = [_bare(sentence, known) for sentence in _SENTENCE.findall(text)]
    sentences = [sentence for sentence in found if re.search(r"\w", sentence)]
    if not sentences:
        return ""
    if any(_advises(sentence, known) for sentence in sentences):
        return "advice"
    return "" if any(_asks(sentence, known) for sentence in sentences) else "statement"


def _bare(sentence: str, known: Language) -> str:
    """Return a sentence without the small words that people begin with."""
    bare = " ".join(sentence.split()).lstrip("-–—•*\"“”‘’' ")
    while (shorter := known.leads.sub("", bare)) != bare:
        bare = shorter
    return bare


def _asks(sentence: str, known: Language) -> bool:
    if "?" in sentence:
        return True
    return bool(known.asks.match(sentence)) and not sentence.endswith(".")


def _advises(sentence: str, known: Language) -> bool:
    if known.dressed.match(sentence):
        return not known.wonders.match(sentence)
    if known.asks.match(sentence):
        return False
    said = known.quoted.search(sentence)
    told = known.told.search(sentence)
    if not (told and said and said.start() < told.start()):
        return bool(told)
    return "," in sentence[said.start() : told.start()]
