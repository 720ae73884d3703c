"""Hear advice in what was meant to be a question (DOMAIN §1.1). Pure, and never a block.

What facilitators listen for is "advice dressed as a question". The patterns belong to
the language a person writes in; a language without patterns hears nothing. Better to
miss some advice than to doubt a real question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Heard = Literal["", "advice", "statement"]


@dataclass(frozen=True)
class Language:
    """How one language asks, and how it advises.

    `asks`: how a question begins, even without its mark. `dressed`: advice at the
    beginning of what looks like a question. `told`: advice anywhere in a sentence that
    does not begin like a question. `quoted`: what somebody said or thought is no advice.
    `wonders`: real questions that begin like dressed ones.
    """

    asks: re.Pattern[str]
    dressed: re.Pattern[str]
    told: re.Pattern[str]
    quoted: re.Pattern[str]
    wonders: re.Pattern[str]


def _any(*ways: str, start: bool = False) -> re.Pattern[str]:
    either = "|".join(ways)
    return re.compile(rf"^(?:{either})\b" if start else rf"\b(?:{either})\b", re.I)


_OUGHT = r"you(?: really| just| also| probably| perhaps| maybe)? (?:should|ought to|must|need to|have to|could|might)"

ENGLISH = Language(
    asks=_any(
        *("who", "whom", "whose", "what", "when", "where", "which", "why", "how"),
        *("is", "are", "am", "was", "were", "do", "does", "did", "has", "have", "had"),
        *("can", "could", "will", "would", "should", "shall", "may", "might", "must"),
        *(
            "in what",
            "in which",
            "to what",
            "on what",
            "at what",
            "for whom",
            "by when",
        ),
        *("from whom", "with whom", "since when", "under what", "if so"),
        start=True,
    ),
    dressed=_any(
        r"have you (?:ever )?(?:considered|thought (?:about|of)|tried)",
        r"did you (?:ever )?(?:consider|think (?:about|of) \w+ing|try \w+ing)",
        r"(?:why|how come) (?:don['’]t you|do you not) "
        r"(?:just |simply |first |at least )?"
        r"(?!like|love|want|know|feel|trust|believe|think|have|need|agree|understand"
        r"|see|enjoy|care|get|dare|hear|mind|remember|expect|respect|tell me)\w+",
        r"why not",
        r"(?:what|how) about",
        r"what if you",
        r"(?:shouldn['’]t|couldn['’]t|can['’]t|mustn['’]t) you",
        r"(?:wouldn['’]t|isn['’]t|would|might) it (?:not )?be (?:better|easier|wiser|an idea)",
        r"isn['’]t it (?:better|easier|wiser|time)",
        r"don['’]t you (?:think|need to|have to|want to (?:just )?(?:try|ask|talk))",
        r"do you not think",
        r"would you not",
        start=True,
    ),
    told=_any(
        _OUGHT,
        r"you['’]d (?:better|do better|be better)",
        r"if i (?:were|was) (?:you|in your (?:place|position|shoes))",
        r"if it were me",
        r"in your (?:place|position|shoes),? i",
        r"i(?:['’]d| would)(?: just| simply| always| first)? "
        r"(?!like|love|be curious|be interested|want|know|wonder|ask you)\w+",
        r"i (?:suggest|recommend|advise|propose)",
        r"my (?:advice|suggestion|tip)",
        r"the best (?:thing|way) (?:is|would be)",
        r"it (?:would|might) be (?:better|best|good|wise)",
    ),
    quoted=_any(
        r"(?:you|they|he|she|we|who) (?:just |also |have )?"
        r"(?:said|say|says|mentioned|told|thought|think|thinks|felt|feel|feels|believe"
        r"|believed|wrote|heard|know|knew)",
    ),
    wonders=re.compile(
        r"^(?:what|how) about (?:it|this|that|them|him|her|(?:the|your|this|that|these"
        r"|those|his|her|their) (?:\w+ ){1,4}?)(?: ?\w+){0,2}? ?"
        r"(?:is|are|was|were|makes?|made|worries|matters|would|do|does|frustrates"
        r"|bothers|troubles|keeps|feels|surprised|surprises|attracts)\b",
        re.I,
    ),
)

LANGUAGES: dict[str, Language] = {"en": ENGLISH}

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_LEAD_IN = re.compile(
    r"^(?:and|but|so|well|ok(?:ay)?|hm+|maybe|perhaps|now|then|also|just)\b[ ,…]*", re.I
)


def heard(text: str, language: str) -> Heard:
    """Return what a facilitator would hear in `text`: advice, a statement, or neither.

    `language` is a tag such as "en" or "en-gb".
    """
    known = LANGUAGES.get(language.split("-")[0].lower())
    sentences = [_bare(found) for found in _SENTENCE.findall(text)]
    sentences = [sentence for sentence in sentences if re.search(r"\w", sentence)]
    if known is None or not sentences:
        return ""
    if any(_advises(sentence, known) for sentence in sentences):
        return "advice"
    return "" if any(_asks(sentence, known) for sentence in sentences) else "statement"


def _bare(sentence: str) -> str:
    """Return a sentence without the small words that people begin with."""
    bare = " ".join(sentence.split()).lstrip("-–—•*\"“”‘’' ")
    while (shorter := _LEAD_IN.sub("", bare)) != bare:
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
