"""Private interfaces of dependencies: none without a decision that says what it brings.

What is private: a name with one underscore in front, and what a dependency does not
document. A class may override a private method as well as call it, so classes are looked
at where they stand in their order of inheritance. `_meta` of a model is documented.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from smtplib import SMTP

import pytest

APPS = ("actionlearning", "sets", "meetings", "reports", "demo")
#: who uses which, and the decision; a line that is of no use any more fails too
EXCEPTIONS: dict[tuple[str, str], str] = {}
#: documented, although they begin with an underscore
DOCUMENTED = {"_meta", "_db", "_fields", "_asdict", "_replace", "_make"}
#: modules whose names are nobody's promise; a dot at the end: all below
UNDOCUMENTED = (
    "django.core.handlers.",
    "django.db.backends.",
    "django.db.models.sql.",
    "django.db.models.query.get_related_populators",
    "django.db.models.query.ModelIterable",
    "django.utils.translation.trans_real",
    "psycopg.adapt.",
    "smtplib.SMTP.",
)
#: attributes without an underscore that only the inside of the ORM has
INSIDE = re.compile(
    r"get_compiler|compiler|as_sql|klass_info|annotation_col_map|get_db_prep_\w+"
    r"|quote_name|get_db_converters|apply_converters|register_loader"
)


def _is_private(name: str) -> bool:
    return bool(re.match(r"_[^_]", name)) and name not in DOCUMENTED


def _files() -> list[Path]:
    return [
        path
        for app in APPS
        for path in sorted(Path(app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def _ours() -> frozenset[str]:
    """Return every name that the product gives to something of its own."""
    found: set[str] = set()
    for path in _files():
        for node in ast.walk(_tree(path)):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    found.add(node.name)
                case ast.Name(ctx=ast.Store()):
                    found.add(node.id)
                case ast.Attribute(ctx=ast.Store()):
                    found.add(node.attr)
    return frozenset(found)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.split(".")[0] in APPS:
                continue
            hidden = any(_is_private(part) for part in name.split("."))
            if hidden or f"{name}.".startswith(UNDOCUMENTED):
                yield name


def _reached(path: Path) -> Iterator[str]:
    """Yield attributes that nobody of ours has defined."""
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Attribute):
            continue
        foreign = _is_private(node.attr) and node.attr not in _ours()
        if foreign or INSIDE.fullmatch(node.attr):
            yield node.attr


def _overridden(path: Path) -> Iterator[str]:
    """Yield private names of a class of ours that a class of a dependency has too."""
    module = import_module(".".join(path.with_suffix("").parts))
    for node in _tree(path).body:
        if not isinstance(node, ast.ClassDef):
            continue
        theirs = [
            base
            for base in getattr(module, node.name).__mro__
            if base.__module__.split(".")[0] not in APPS
        ]
        for name in _defined(node):
            if _is_private(name) and any(name in vars(base) for base in theirs):
                yield name


def _defined(of: ast.ClassDef) -> Iterator[str]:
    for node in of.body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name
            case ast.Assign():
                yield from (t.id for t in node.targets if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def _found(path: Path) -> set[str]:
    modules = {"__init__", "__main__", "asgi", "celery"}
    looks = [_imported, _reached] + ([] if path.stem in modules else [_overridden])
    return {name for look in looks for name in look(path)}


def test_no_private_interface_without_a_decision():
    found = {(str(path), name) for path in _files() for name in _found(path)}

    assert found == set(EXCEPTIONS), (
        "Use what the dependency documents, or write a decision and name it here."
    )


def test_each_decision_is_there():
    for decision in set(EXCEPTIONS.values()):
        [text] = Path("docs/decisions").glob(f"{decision}-*.md")
        assert "**Withdrawn" not in text.read_text(), decision


class _Hidden(SMTP):
    def _get_socket(self, *_given: object) -> None: ...


def test_it_sees_what_is_overridden():
    assert list(_overridden(Path(__file__).relative_to(Path.cwd()))) == ["_get_socket"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("from django.forms.utils import _x", "django.forms.utils._x"),
        ("import django.db.models.sql.query", "django.db.models.sql.query"),
        ("thing._hidden_from_us()", "_hidden_from_us"),
        ("queryset.query.get_compiler()", "get_compiler"),
    ],
)
def test_it_sees(source: str, name: str, tmp_path: Path):
    path = tmp_path / "seen.py"
    path.write_text(source)

    assert {*_imported(path), *_reached(path)} == {name}
