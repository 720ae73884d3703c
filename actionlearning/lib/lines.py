"""Text of one line: no line breaks, no controls, nothing that reverses the text."""

import re

#: Controls, the two separators, and the overrides and isolates of the bidi algorithm
#: (Unicode UAX 9): a name with one reads as another name, or ends a mail's header.
HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def one_line(text: str) -> str:
    """Return `text` as one line of visible characters, each gap a single blank."""
    return " ".join(HIDDEN.sub(" ", text).split())
