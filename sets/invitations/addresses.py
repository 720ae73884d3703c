"""Read e-mail addresses out of what people paste. Pure."""

import re

from django.core.exceptions import ValidationError

from actionlearning.lib.addresses import check_address, spelled
from actionlearning.lib.text import shown

# "Ben Shah <ben@…>" and "Shah, Ben <ben@…>", from the start of a piece. No two repeats
# may match the same characters: on hostile text, backtracking would take minutes.
_NAMED = re.compile(
    r'(?:^|(?<=[,;\n]))[^\S\n]*+(?:"[^"\n]*"|[^<>,;\n@]*(?:,[^<>,;\n@]*)?)'
    r"<(?P<address>[^<>]*)>",
    re.MULTILINE,
)
_BETWEEN = re.compile(r"[,;\s]+")


def addresses_in(text: str) -> tuple[list[str], list[str]]:
    """Return the addresses in `text`, each once in its one spelling, and the other pieces.

    Commas, semicolons, spaces and lines separate them; a name before `<…>` is left out.
    """
    pieces = _BETWEEN.split(_NAMED.sub(r"\g<address>,", shown(text)))
    good: dict[str, None] = {}
    bad: dict[str, None] = {}
    for piece in filter(None, pieces):
        address = spelled(piece)
        (good if _fits(address) else bad)[address] = None
    return list(good), list(bad)


def _fits(address: str) -> bool:
    try:
        check_address(address)
    except ValidationError:
        return False
    return True
