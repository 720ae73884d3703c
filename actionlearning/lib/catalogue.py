"""The sentences to translate: all that are marked in code and templates.

GNU gettext finds the same (`manage.py makemessages`), but few machines have it. Django
itself turns templates into text that looks like Python, as it does for gettext.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

Words = str | tuple[str, ...]

ROOTS = ("actionlearning", "sets", "meetings", "reports", "demo", "templates")
TEXTS = {".py", ".html", ".txt"}
REWORDED = "locale/en_GB/LC_MESSAGES/django.po"
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def marked(base: Path) -> Catalog:
    """Return all sentences that are marked below `base`, with their files.

    They include Django's sentences that we reword in English, because these need a
    translation too.
    """
    found = reworded(base)
    for path in _sources(base):
        name = path.relative_to(base).as_posix()
        for _line, words, _comments, context in _in_file(path):
            found.add(words, locations=[(name, 1)], context=context)
    return found


def reworded(base: Path) -> Catalog:
    """Return Django's sentences that we reword in English."""
    found = Catalog()
    text = base / REWORDED
    if text.exists():
        for each in read(text):
            if each.id:
                found.add(each.id, locations=[(REWORDED, 1)], context=each.context)
    return found


def read(text: Path) -> Catalog:
    """Return a catalogue."""
    with text.open("rb") as file:
        return read_po(file)


def bring_up_to_date(text: Path, found: Catalog) -> Catalog:
    """Add new sentences to a catalogue, untranslated, and remove unused ones.

    It has no line numbers, so that it changes only if sentences do. It guesses nothing: a
    similar sentence is another sentence.
    """
    known = read(text)
    found.creation_date = known.creation_date
    known.update(found, no_fuzzy_matching=True, update_header_comment=False)
    with text.open("wb") as file:
        write_po(
            file,
            known,
            width=0,
            sort_by_file=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
    return known


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the sentences without a translation, or with a fuzzy one."""
    return [each for each in catalogue if each.id and (each.fuzzy or not _all(each))]


def _all(message: Message) -> bool:
    words = message.string or ()
    return bool(words) and (isinstance(words, str) or all(words))


def _sources(base: Path) -> Iterator[Path]:
    for root in ROOTS:
        yield from sorted(p for p in (base / root).rglob("*") if p.suffix in TEXTS)


def _in_file(path: Path) -> Iterator[tuple[int, Words, list[str], str | None]]:
    source = path.read_text()
    if path.suffix != ".py":
        # In brackets, in which Python allows any indentation of a template's lines.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    return extract("python", BytesIO(source.encode()), keywords=MARKS)
