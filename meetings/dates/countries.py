"""The countries whose public holidays are known, by name in each language. Pure."""

import unicodedata
from functools import cache

from babel import Locale
from holidays.registry import COUNTRIES

#: Countries that a sentence names with an article.
_WITH_ARTICLE = frozenset(["AE", "BS", "GB", "GM", "MV", "NL", "PH", "US"])


@cache
def countries(language: str = "en") -> list[tuple[str, str]]:
    """Return the countries by name: [("AF", "Afghanistan"), …]; codes are ISO 3166."""
    names = Locale.parse(language).territories
    named = [(code, names.get(code, name)) for name, code, *_ in COUNTRIES.values()]
    return sorted(named, key=lambda country: _plain(country[1]))


def country_of(code: str, language: str = "en") -> str:
    """Return the country as in a sentence: "Germany", "the United Kingdom"."""
    name = dict(countries(language)).get(code, code)
    return f"the {name}" if language == "en" and code in _WITH_ARTICLE else name


def _plain(name: str) -> str:
    """Return the sort key of a name: "Ägypten" sorts under A."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
