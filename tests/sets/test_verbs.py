"""Every line of the log says one of the verbs that there are, in one grammar."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from sets.models import Activity
from sets.verbs import Verb
from tests.support.cast import Cast

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for app in ("sets", "meetings", "reports")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]
RENAMING = import_module("sets.migrations.0003_one_grammar_of_verbs")


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_is_a_noun_and_its_participle(verb: Verb):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)?\.[a-z]+(_[a-z]+)?", verb)
    assert verb.name == verb.upper().replace(".", "_")


def test_what_services_log_is_a_verb_and_no_string():
    written = [
        f"{path.relative_to(ROOT)}:{verb.lineno}"
        for path in CODE
        for verb in _logged(ast.parse(path.read_text()))
        if isinstance(verb, ast.Constant | ast.JoinedStr)
    ]

    assert written == []


def test_every_verb_is_written_somewhere():
    code = "\n".join(path.read_text() for path in CODE if path.name != "verbs.py")
    by_state = re.findall(r'Verb\(f"(\w+)\.\{', code)

    unused = [
        verb
        for verb in Verb
        if f"Verb.{verb.name}" not in code and verb.partition(".")[0] not in by_state
    ]

    assert unused == []


def test_stored_verbs_are_renamed_and_back(cast: Cast):
    log = [
        Activity.objects.create(learning_set=cast.set, verb=before).pk
        for before in RENAMING.RENAMED
    ]
    rows = Activity.objects.filter(pk__in=log).order_by("pk")

    RENAMING.rename(apps, None)
    after = list(rows.values_list("verb", flat=True))
    RENAMING.rename_back(apps, None)

    assert after == list(RENAMING.RENAMED.values())
    assert set(after) <= set(Verb)
    assert list(rows.values_list("verb", flat=True)) == list(RENAMING.RENAMED)


def _logged(tree: ast.Module) -> list[ast.expr]:
    """Return what calls of `record` and `commit_change` name as their verb."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [(each, getattr(each.func, "id", "")) for each in calls]
    records = [each.args[1] for each, name in named if name == "record"]
    changes = [
        word.value
        for each, name in named
        if name == "commit_change"
        for word in each.keywords
        if word.arg == "log"
    ]
    return [*records, *changes]
