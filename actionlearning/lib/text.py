"""Text of one line, hints of e-mail addresses, changed words of a sentence. Pure."""

import re
from difflib import SequenceMatcher
from unicodedata import bidirectional, category, combining

#: Controls and the two separators: one of them in a name ends a mail's header.
CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")

#: Characters that a person can paste and cannot see: those with Unicode's property
#: Default_Ignorable_Code_Point, which holds the marks of the bidi algorithm (UAX 9) too,
#: and the marks of interlinear notes. One of them makes two values out of one.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
#: Letters and symbols that draw nothing, as an empty Braille cell.
_BLANK = frozenset("\u2800\U0001d159\U00013441\U00013442")

_JOINER, _NON_JOINER = "\u200d", "\u200c"
_EMOJI_STYLE = "\ufe0f"
_VIRAMA = 9  # the combining class of the mark that takes a vowel away


def shown(text: str) -> str:
    """Return `text` without invisible characters; doing it twice changes nothing.

    A joiner or selector stays if it shapes the visible characters beside it: in Persian and
    Indic words, in emoji, and after an ideograph (docs/decisions/0031).
    """
    return INVISIBLE.sub(lambda found: _kept(text, found.start()), text)


def one_line(text: str) -> str:
    """Return `text` as one line of visible characters, each gap a single blank."""
    return " ".join(CONTROLS.sub(" ", shown(text)).split())


def is_blank(text: str) -> bool:
    """Return whether nothing in `text` can be seen: it has no letter, digit or sign."""
    return not any(
        category(each)[0] in "LNPS" and each not in _BLANK for each in shown(text)
    )


def _kept(text: str, at: int) -> str:
    """Return the invisible character of `text` at `at` if it shapes others, or ""."""
    # A slice from -1 on is empty, as a neighbour before the start must be.
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if text[at] in (_JOINER, _NON_JOINER):
        shapes = _joins_letters(before, after) or (
            text[at] == _JOINER and _joins_emoji(text, at)
        )
    else:
        shapes = _selects(text[at], before, after)
    return text[at] if shapes else ""


def _joins_letters(before: str, after: str) -> bool:
    """Return whether a joiner here chooses the form of a Persian or Indic letter."""
    if not (_is(before, "LMN") and _is(after, "LM")):
        return False
    virama = _VIRAMA in (combining(before), combining(after))
    return virama or bidirectional(after) == "AL"


def _joins_emoji(text: str, at: int) -> bool:
    """Return whether a joiner here makes one picture of two, such as a family."""
    last = at - 2 if text[max(at - 1, 0) : at] == _EMOJI_STYLE else at - 1
    return last >= 0 and _is(text[last], "S") and _is(text[at + 1 : at + 2], "S")


def _selects(selector: str, before: str, after: str) -> bool:
    """Return whether a variation selector here chooses the form of what is before it."""
    if selector in ("\ufe0e", _EMOJI_STYLE):
        return _is(before, "S") or (before in set("0123456789#*") and after == "\u20e3")
    if "\U000e0100" <= selector <= "\U000e01ef":
        return "\u3400" <= before <= "\u9fff" or "\U00020000" <= before <= "\U0003ffff"
    return "\u180b" <= selector <= "\u180f" and "\u1820" <= before <= "\u18aa"


def _is(one: str, kinds: str) -> bool:
    """Return whether `one` is a visible character of one of these major categories."""
    return bool(one) and category(one)[0] in kinds and not INVISIBLE.match(one)


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
