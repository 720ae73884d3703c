"""The countries whose public holidays are known, by name in each language. Pure."""

import re
import unicodedata
from functools import cache

from babel import Locale
from holidays.registry import COUNTRIES

_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SMALL = re.compile(r" (And|Of|The|Da) ")
#: Countries that a sentence names with an article.
_WITH_ARTICLE = frozenset(["AE", "BS", "GB", "GM", "MV", "NL", "PH", "US"])


@cache
def countries(language: str = "en") -> list[tuple[str, str]]:
    """Return the countries by name: [("AF", "Afghanistan"), …]; codes are ISO 3166."""
    english = {entry[1]: _spaced(entry[0]) for entry in COUNTRIES.values()}
    others = {} if language == "en" else Locale.parse(language).territories
    named = [(code, others.get(code, name)) for code, name in english.items()]
    return sorted(named, key=lambda country: _plain(country[1]))


def country_of(code: str, language: str = "en") -> str:
    """Return the country as in a sentence: "Germany", "the United Kingdom"."""
    name = dict(countries(language)).get(code, code)
    return f"the {name}" if language == "en" and code in _WITH_ARTICLE else name


def _plain(name: str) -> str:
    """Return the sort key of a name: "Ägypten" sorts under A."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _spaced(name: str) -> str:
    words = _WORD_BEGINS.sub(" ", name).replace("Mc Donald", "McDonald")
    return _SMALL.sub(lambda small: small[0].lower(), words)
