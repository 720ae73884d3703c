"""Whether two people wrote down the same thing, in whatever spelling. Pure."""

import re
import unicodedata

#: Words that say nothing about an action.
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "for",
        "i",
        "in",
        "my",
        "of",
        "on",
        "our",
        "please",
        "the",
        "this",
        "to",
        "up",
        "we",
        "will",
        "with",
    ]
)
_BREAK = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"[’'‘ʼ]")


def gist(text: str) -> str:
    """Return the words that count: without case, accents, punctuation and small words.

    A text of nothing but small words keeps them. Two texts mean the same if their gists
    are equal and not "".
    """
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in _BREAK.split(bare) if word]
    return " ".join([word for word in words if word not in SMALL] or words)
