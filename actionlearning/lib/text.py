"""Text of one line, hints of e-mail addresses, changed words of a sentence. Pure."""

import re
from difflib import SequenceMatcher

#: Controls, the two separators, and the overrides and isolates of the bidi algorithm
#: (Unicode UAX 9): a name with one reads as another name, or ends a mail's header.
HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def one_line(text: str) -> str:
    """Return `text` as one line of visible characters, each gap a single blank."""
    return " ".join(HIDDEN.sub(" ", text).split())


def hint(email: str) -> str:
    """Return "l…@example.org": enough of an address to recognise one's own."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def changed_words(before: str, after: str) -> list[tuple[str, bool]]:
    """Return `after` in pieces, each with whether it is new against `before`.

    It compares whole words, ignoring case. A sentence that shares less than a third with
    the old one is one unmarked piece: to mark all of it says nothing.
    """
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(
        None, [word.lower() for word in old], [word.lower() for word in new], False
    )
    if not old or matcher.ratio() < 1 / 3:
        return [(after, False)] if after else []
    return [
        (" ".join(new[start:end]), verb != "equal")
        for verb, _old_start, _old_end, start, end in matcher.get_opcodes()
        if start != end
    ]
