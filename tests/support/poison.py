"""Rows that no form can make, and that something must survive all the same."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import DateTimeField, Model
from django.utils.module_loading import import_string

from actionlearning.outbox.models import FailingRow

ABSURD = dt.datetime(9999, 12, 31, 23, 59, tzinfo=dt.UTC)  #: no clock in Paris shows it


def unreadable(row: Model, name: str) -> None:
    """Let a date of this row be one that Python cannot hold."""
    field = row._meta.get_field(name)
    day = "2026-13-45 00:00:00" if isinstance(field, DateTimeField) else "2026-13-45"
    value = "infinity" if connection.vendor == "postgresql" else day
    quote, table = connection.ops.quote_name, row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(table)} SET {quote(name)} = %s WHERE id = %s",  # noqa: S608
            [value, row.pk],
        )


@contextmanager
def refusing(row: Model, verb: str, *, when: str = "") -> Iterator[None]:
    """Let the database refuse to UPDATE or DELETE this row, or to INSERT one `when` …"""
    when = when or f"OLD.id = {row.pk}"
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        for statement in _trigger(table, verb, when):
            cursor.execute(statement)
    yield
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER poison{on}")


def _trigger(table: str, verb: str, when: str) -> list[str]:
    if connection.vendor != "postgresql":
        says = "SELECT RAISE(ABORT, 'a secret sentence')"
        return [
            f"CREATE TRIGGER poison BEFORE {verb} ON {table} WHEN {when}"
            f" BEGIN {says}; END"
        ]
    return [
        "CREATE OR REPLACE FUNCTION poison() RETURNS trigger AS $$ BEGIN RAISE"
        " EXCEPTION 'a secret sentence' USING ERRCODE = 'data_exception';"
        " END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER poison BEFORE {verb} ON {table} FOR EACH ROW WHEN ({when})"
        " EXECUTE FUNCTION poison()",
    ]


def run(planner: str, moment: dt.datetime) -> int:
    """Run a planner by its dotted name; return its number."""
    done: int = import_string(planner)(moment)
    return done


def failed() -> set[str]:
    """Return the rows that failed, as the operator reads them."""
    return set(FailingRow.objects.values_list("row", flat=True))
