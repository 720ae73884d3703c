"""The countries whose public holidays are known. Pure; names are English here."""

from __future__ import annotations

import re
from functools import cache

from holidays.registry import COUNTRIES

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SMALL = re.compile(r" (And|Of|The|Da) ")
#: Countries that a sentence names with an article.
_WITH_ARTICLE = frozenset(["AE", "BS", "GB", "GM", "MV", "NL", "PH", "US"])


@cache
def countries() -> list[tuple[str, str]]:
    """Return them by name: [("AF", "Afghanistan"), …]; codes are those of ISO 3166."""
    named = [(entry[1], _spaced(entry[0])) for entry in COUNTRIES.values()]
    return sorted(named, key=lambda country: country[1])


def country_of(code: str) -> str:
    """Return "Germany", or "the United Kingdom", as it stands in a sentence."""
    name = dict(countries()).get(code, code)
    return f"the {name}" if code in _WITH_ARTICLE else name


def _spaced(name: str) -> str:
    words = _WORD_BEGINS.sub(" ", name).replace("Mc Donald", "McDonald")
    return _SMALL.sub(lambda small: small[0].lower(), words)
