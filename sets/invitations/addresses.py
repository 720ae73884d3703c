"""Read e-mail addresses out of what people paste. Pure."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

# "Ben Shah <ben@…>" and "Shah, Ben <ben@…>", from the start of a piece. No two repeats
# may match the same characters: on hostile text, backtracking would take minutes.
_NAMED = re.compile(
    r'(?:^|(?<=[,;\n]))[^\S\n]*+(?:"[^"\n]*"|[^<>,;\n@]*(?:,[^<>,;\n@]*)?)'
    r"<(?P<address>[^<>]*)>",
    re.MULTILINE,
)
_BETWEEN = re.compile(r"[,;\s]+")
_is_address = EmailValidator()


def addresses_in(text: str) -> tuple[list[str], list[str]]:
    """Return the addresses in `text`, lower-case and each once, and the other pieces.

    Commas, semicolons, spaces and lines separate them; a name before `<…>` is left out.
    """
    pieces = _BETWEEN.split(_NAMED.sub(r"\g<address>,", text))
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for piece in filter(None, pieces):
        (good if _fits(piece) else bad)[piece.lower()] = None
    return list(good), list(bad)


def _fits(piece: str) -> bool:
    try:
        _is_address(piece)
    except ValidationError:
        return False
    return len(piece) <= 254
