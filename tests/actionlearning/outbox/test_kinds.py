"""A kind of message is one declaration, beside the function that writes it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from actionlearning.outbox.kinds import (
    GROUPS,
    KINDS,
    MEETINGS,
    SET,
    TELLERS,
    WRITERS,
    chat_kind,
    in_order,
    kind,
)
from tests.actionlearning.outbox.letters import hello

APPS = ("actionlearning", "sets", "meetings", "reports")
QUEUES = {"notify", "Notice", "_notice", "queue_message", "message"}


def queued() -> Iterator[tuple[str, str]]:
    """Yield each kind that some code queues, by the words it says, with its file."""
    for app in APPS:
        for file in Path(app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and _name(node.func) in QUEUES:
                    yield from ((name, str(file)) for name in _kinds(node))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _kinds(call: ast.Call) -> list[str]:
    """Return the strings among the first two arguments, and the one called `kind`."""
    given: list[ast.expr] = []
    for each in call.args:
        if isinstance(each, ast.Starred) and isinstance(each.value, ast.Tuple):
            given += each.value.elts
        else:
            given.append(each)
    given = given[:2] + [more.value for more in call.keywords if more.arg == "kind"]
    return [
        each.value
        for each in given
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]


def test_every_kind_that_is_queued_is_declared():
    found = list(queued())

    assert [each for each in found if each[0] not in {**WRITERS, **TELLERS}] == []
    assert len({name for name, _file in found}) > 25


def test_a_kind_that_is_declared_has_a_writer_and_a_place_of_its_own():
    assert set(KINDS) == set(WRITERS)
    ranks = [each.rank for each in in_order()]
    assert len(set(ranks)) == len(ranks)
    assert {each.group for each in KINDS.values()} == set(GROUPS)


def test_a_kind_without_a_group_is_refused():
    with pytest.raises(ValueError, match="needs a group"):
        kind("hello", "Hello", group="")(hello)
    assert "hello" not in WRITERS


@pytest.mark.parametrize("name", ["wrap_up", "chat_today"])
def test_a_name_that_is_taken_is_refused(name: str):
    writer, told = WRITERS.get(name), TELLERS.get(name)

    with pytest.raises(ValueError, match="Two kinds"):
        kind(name, "Hello", group=SET)(hello)
    with pytest.raises(ValueError, match="Two kinds"):
        chat_kind(name)(hello)

    assert (WRITERS.get(name), TELLERS.get(name)) == (writer, told)


def test_kinds_are_listed_by_their_groups():
    groups = [each.group for each in in_order()]

    assert groups == sorted(groups, key=list(GROUPS).index)
    assert in_order()[4].name == "meeting_moved"
    assert in_order()[4].group == MEETINGS
