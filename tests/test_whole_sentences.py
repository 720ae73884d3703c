"""Each sentence is one text: what is put together from parts breaks in the next language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from actionlearning.lib.catalogue import MARKS, ROOTS

BASE = Path(settings.BASE_DIR)


def test_no_sentence_hides_inside_another():
    """Python 3.11 hands over an f-string whole, so nothing in it is found."""
    hidden = [
        f"{path}:{call.lineno}"
        for root in ROOTS
        for path in (BASE / root).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in MARKS
        and any(isinstance(each, ast.Constant) for each in call.args)
    ]

    assert hidden == []


#: Code whose sentences only an operator reads: the log and the command line are English.
OPERATORS = re.compile(
    r"^(?:actionlearning/(?:env|live|outbox)\b|demo/|.*/management/)"
)
#: An article that only English pages ask for, and patterns that no page shows.
NO_SENTENCES = {"meetings/dates/countries.py", "meetings/room/advice_words.py"}


def _prose(text: ast.JoinedStr) -> bool:
    """Whether a text with gaps holds words between them, as a sentence does."""
    spoken = re.compile(r"(?:^|\s)[A-Za-z]{2,}\s")
    parts = [part.value for part in text.values if isinstance(part, ast.Constant)]
    return any(spoken.search(str(part)) for part in parts)


def _spoken(tree: ast.AST) -> Iterator[ast.JoinedStr]:
    """Yield the texts with gaps that a page may show: no error of ours, no `__str__`."""
    for node in ast.iter_child_nodes(tree):
        is_name = isinstance(node, ast.FunctionDef) and node.name == "__str__"
        if isinstance(node, ast.JoinedStr):
            yield node
        elif not is_name and not isinstance(node, ast.Raise):
            yield from _spoken(node)


def test_no_sentence_is_glued_from_parts():
    glued = [
        f"{name}:{text.lineno}"
        for root in ROOTS
        for path in sorted((BASE / root).rglob("*.py"))
        if not OPERATORS.match(name := path.relative_to(BASE).as_posix())
        and name not in NO_SENTENCES
        for text in _spoken(ast.parse(path.read_text()))
        if _prose(text)
    ]

    assert glued == [], "Other languages order words differently: use gettext."
