"""The suite's own clock, and the moments at which it may begin."""

import ast
import calendar
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actionlearning.lib.clock import now, shared_now
from tests.support.days import DAYS, moment_of, turn
from tests.support.suite_clock import LATEST

HOUR = dt.timedelta(hours=1)
CLOCKS = {"now", "shared_now", "today", "utcnow", "time"}


def offset(moment: dt.datetime) -> dt.timedelta | None:
    return moment.astimezone(ZoneInfo("Europe/London")).utcoffset()


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("leap-day", "29 February 23:40"),
        ("new-years-eve", "31 December 23:59"),
        ("the-30th", "30 November 17:00"),
        ("the-31st", "31 January 12:00"),
        ("new-year", "1 January 00:10"),
    ],
)
def test_a_day_is_what_its_name_says(day: str, written: str):
    assert f"{moment_of(day):%-d %B %H:%M}" == written


def test_monday_is_one_and_the_clocks_are_about_to_go():
    forward, back = moment_of("clocks-forward"), moment_of("clocks-back")

    assert moment_of("monday-morning").weekday() == calendar.MONDAY
    assert (offset(forward), offset(forward + HOUR)) == (0 * HOUR, HOUR)
    assert (offset(back), offset(back + HOUR)) == (HOUR, 0 * HOUR)


def test_within_eight_days_each_has_its_turn():
    days = [dt.date(2027, 5, 28 + n) for n in range(4)]
    days += [dt.date(2027, 6, 1 + n) for n in range(4)]

    assert {turn(day) for day in days} == set(DAYS)


def test_a_moment_names_its_zone():
    with pytest.raises(ValueError, match="names no zone"):
        moment_of("2030-05-31T22:00")


def test_the_clock_begins_where_it_was_asked_to(pytestconfig: pytest.Config):
    late = now() - moment_of(pytestconfig.getoption("--day"))

    assert dt.timedelta(0) <= late < LATEST * 5  # on a busy machine, too


def test_the_database_has_the_time_of_the_process(db: None):
    assert abs(shared_now() - now()) < dt.timedelta(seconds=5)


def _as_it_is_read(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what Python does when it reads a module, which is not what functions do."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Lambda):
            continue
        yield child
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for early in (*child.decorator_list, child.args):
                yield from _as_it_is_read(early)
        else:
            yield from _as_it_is_read(child)


def _asks_a_clock(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    name = node.func.id if isinstance(node.func, ast.Name) else name
    return name in CLOCKS and not (name == "time" and node.args)


def test_no_test_asks_for_the_time_while_it_is_read():
    found = [
        f"{path}:{node.lineno}"
        for path in sorted(Path("tests").rglob("*.py"))
        for node in _as_it_is_read(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _asks_a_clock(node)
    ]

    assert found == [], "Ask in the test: the clock is put back."
