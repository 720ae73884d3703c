"""Rules of the house that no tool can say. Each failure says what to do instead."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

APPS = ("actionlearning", "sets", "meetings", "reports")
DOMAIN = ("sets", "meetings", "reports")


def _python(*roots: str) -> list[Path]:
    return [
        path
        for root in roots
        for path in sorted(Path(root).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _tree(path: Path) -> ast.Module:
    return _parsed(path.resolve())


def _layer(*names: str) -> list[Path]:
    """Return the domain's files of a layer: `services.py` as well as `services/`.

    Both of a feature, and of what its features share (`access.py`, `models/`).
    """
    return [
        path for path in _python(*DOMAIN) if {path.stem, path.parent.name} & set(names)
    ]


def _find(paths: list[Path], wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Return "path:line" of every node that is wrong."""
    return [
        f"{path}:{node.lineno}"
        for path in paths
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.stmt | ast.expr) and wrong(node)
    ]


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        yield node.module or ""
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _called(node: ast.AST) -> str:
    """Return the last name of a call: "save" for `meeting.save(...)`, else ""."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _keywords(node: ast.AST) -> set[str]:
    if not isinstance(node, ast.Call):
        return set()
    return {word.arg or "**" for word in node.keywords}


def test_files_are_short():
    long = [
        f"{path}: {lines} lines"
        for path in _python(*APPS, "demo", "tests", "bench", "faults")
        if (lines := len(path.read_text().splitlines())) > 300
    ]

    assert long == [], "Split by noun; at most 300 lines a file."


def test_views_are_short():
    long = [
        f"{path}:{node.lineno} {node.name}: {lines} lines"
        for path in _layer("views") + _python("actionlearning")
        if "views" in {path.stem, path.parent.name}
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > 20
    ]

    assert long == [], "A view is access, permission, form, service, answer: 20 lines."


OUTSIDE = ("django.http", "django.shortcuts", "django.template")


def test_the_inside_knows_nothing_of_http():
    found = _find(
        _layer("services", "models", "permissions"),
        lambda node: any(name.startswith(OUTSIDE) for name in _imports(node)),
    )

    assert found == [], "Raise a domain error or PermissionDenied; the view answers."


def test_views_fetch_through_access_and_queries():
    found = _find(
        _layer("views", "forms"),
        lambda node: (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "current"}
            and isinstance(node.value, ast.Name)
            and node.value.id[0].isupper()
        ),
    )

    assert found == [], "Start from a membership (access), or write a query."


WRITERS = {"save", "delete", "create", "bulk_create", "get_or_create"}


def _writes(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    on_rows = {".objects", ".filter(", ".current"}
    source = ast.unparse(node.func.value)
    return node.func.attr in WRITERS or (
        node.func.attr == "update" and any(part in source for part in on_rows)
    )


def test_only_services_write():
    others = ("views", "forms", "queries", "letters", "messages")
    found = _find(_layer(*others, "access", "permissions", "selectors"), _writes)

    assert found == [], "Call a service: it locks, writes, records and announces."


def test_services_save_the_fields_they_changed():
    found = _find(
        _layer("services"),
        lambda node: _called(node) == "save" and "update_fields" not in _keywords(node),
    )

    assert found == [], "Write save(update_fields=[...]), or objects.create(...)."


def test_nobody_builds_html_in_python():
    found = _find(
        _python(*APPS),
        lambda node: _called(node) in {"mark_safe", "SafeString", "SafeText"},
    )

    assert found == [], "Use a template, or format_html with arguments."


def test_format_html_gets_arguments_not_sentences():
    found = _find(
        _python(*APPS),
        lambda node: (
            isinstance(node, ast.Call)
            and _called(node) == "format_html"
            and bool(node.args)
            and not isinstance(node.args[0], ast.Constant)
        ),
    )

    assert found == [], "Give format_html a literal and the values as arguments."


CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "timezone": {"now", "localdate"},
    "date": {"today"},
    "time": {"time"},
    "dt": {"now", "today"},
    "now()": {"date", "time", "weekday"},  # of UTC, not of a person or a set
}


def _reads_a_clock(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr
        in CLOCKS.get(ast.unparse(node.func.value).split(".")[-1], ())
    )


def test_there_is_one_clock():
    found = _find([p for p in _python(*APPS) if p.name != "clock.py"], _reads_a_clock)

    assert found == [], "Use actionlearning.lib.clock: now(), or local(now(), zone)."


def test_requests_do_not_wait_for_a_broker():
    found = _find(
        _python(*APPS),
        lambda node: (
            _called(node) in {"delay", "apply_async", "delay_on_commit"}
            or (isinstance(node, ast.Call) and _keywords(node) >= {"countdown"})
        ),
    )

    assert found == [], "Write a Notice with notify(...); the tick finds it."


def test_nothing_goes_around_the_orm():
    found = _find(
        _python(*DOMAIN),
        lambda node: _called(node) in {"raw", "extra", "RawSQL", "cursor"},
    )

    assert found == [], "Say it with the ORM, so that a query stays scoped."


def test_there_are_no_uploads():
    found = _find(
        _python(*APPS),
        lambda node: _called(node) in {"FileField", "ImageField", "FilePathField"},
    )

    assert found == [], "The product takes no files (threat-model.md#hostile-text)."


def test_forms_name_their_fields():
    found = _find(
        _python(*APPS),
        lambda node: isinstance(node, ast.Constant) and node.value == "__all__",
    )

    assert found == [], "List the fields: a new column must not become an input."


@pytest.mark.parametrize("word", ["print", "breakpoint", "pprint"])
def test_nothing_is_left_over(word: str):
    commands = [p for p in _python(*APPS) if "management" not in p.parts]

    found = _find(commands, lambda node: _called(node) == word)

    assert found == [], f"Take the {word}() out, or log it."


GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
TYPEWRITTEN = re.compile(r"['\"]|\.\.\.")


def test_sentences_are_typeset():
    found = _find(
        _python(*APPS),
        lambda node: (
            isinstance(node, ast.Call)
            and _called(node) in GETTEXT
            and any(TYPEWRITTEN.search(ast.unparse(arg)[1:-1]) for arg in node.args)
        ),
    )

    assert found == [], "Write ’, “ ” and … in what people read."


LONG = "def answer():\n" + "    wait()\n" * 20
HTTP = "from django.http import Http404\n"
FETCH = "rows = Meeting.objects.all()\n"
WRITE = "meeting.save(update_fields=['state'])\n"
BROKEN = [
    (test_files_are_short, "actionlearning/settings.py", "#\n" * 301),
    (test_files_are_short, "meetings/polls/queries.py", "#\n" * 301),
    (test_views_are_short, "meetings/polls/views.py", LONG),
    (test_views_are_short, "meetings/room/views/room.py", LONG),
    (test_views_are_short, "actionlearning/accounts/views.py", LONG),
    (test_the_inside_knows_nothing_of_http, "reports/actions/services.py", HTTP),
    (test_the_inside_knows_nothing_of_http, "meetings/room/services/bids.py", HTTP),
    (test_the_inside_knows_nothing_of_http, "sets/permissions.py", HTTP),
    (test_the_inside_knows_nothing_of_http, "sets/models/set.py", HTTP),
    (test_views_fetch_through_access_and_queries, "sets/chat/views.py", FETCH),
    (test_views_fetch_through_access_and_queries, "sets/chat/forms/chat.py", FETCH),
    (test_only_services_write, "sets/members/queries.py", WRITE),
    (test_only_services_write, "meetings/dates/letters/moving.py", WRITE),
    (test_only_services_write, "meetings/permissions.py", WRITE),
    (test_services_save_the_fields_they_changed, "sets/services.py", "row.save()\n"),
    (test_there_is_one_clock, "meetings/room/queries/now.py", "dt.datetime.now()\n"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN)
def test_a_rule_finds_what_breaks_it(rule, name, text, tmp_path, monkeypatch):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(text)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(AssertionError):
        rule()
