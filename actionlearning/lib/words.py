"""The changed words of a sentence, for the generation line."""

from difflib import SequenceMatcher


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
