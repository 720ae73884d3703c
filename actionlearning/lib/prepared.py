"""Ask the same question many times: its SQL is written once.

To build a query with joins and annotations costs the ORM several times what the database
needs to answer it. Where every request asks the same one, that is worth saving.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

LONG_AGO = dt.datetime(1001, 1, 1, tzinfo=dt.UTC)  #: a moment to build a query with
Row = Sequence[Any]
Made = TypeVar("Made", bound=Model)


class Prepared(Generic[Made]):
    """A query with parameters that `build` puts in like any others.

    `marks` are what it is built with once: one value of the right type for each
    parameter, so unusual that nothing else in the query equals it.
    """

    def __init__(self, build: Callable[..., QuerySet[Made, Any]], **marks: Any) -> None:
        self._build = build
        self._built_with = marks
        self._marks: dict[Any, str] = {}
        self._lock = threading.Lock()
        self._written: _Written | None = None

    def first(self, **given: Any) -> Row | None:
        """Return the first row of a `values_list` for these parameters, or None."""
        return next(iter(self.rows(**given)), None)

    def objects(self, **given: Any) -> list[Made]:
        """Return what the query set would, with all it selects and annotates."""
        rows = self.rows(**given)
        return [self._known().made(row) for row in rows]

    def rows(self, **given: Any) -> list[Row]:
        """Return the rows for these parameters."""
        known = self._known()
        if known.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A lock lasts as long as a transaction.")
        marks = self._marks
        values = [_sent(given[marks[p]]) if p in marks else p for p in known.params]
        with connection.cursor() as cursor:
            cursor.execute(known.sql, values)
            rows = cursor.fetchall()
        return list(known.compiler.apply_converters(rows, known.converters))

    def dicts(self, **given: Any) -> list[dict[str, Any]]:
        """Return the rows of a `values` by their names."""
        rows = self.rows(**given)
        names = self._known().names
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _known(self) -> _Written:
        if self._written is None:
            with self._lock:
                self._marks = {_sent(m): name for name, m in self._built_with.items()}
                self._written = _Written.of(self._build(**self._built_with))
        return self._written


def _sent(value: Any) -> Any:
    """Return a value as the database takes it: moments and dates in forms of its own."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dt.date):
        return connection.ops.adapt_datefield_value(value)
    return value


@dataclass(frozen=True)
class _Written:
    """What Django's compiler wrote for a query set; it holds no connection of its own."""

    sql: str
    params: tuple[Any, ...]
    locks: bool
    compiler: Any
    converters: dict[int, Any]
    relations: list[Any]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any]) -> _Written:
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([each[0] for each in compiler.select])
        relations = []
        if about := compiler.klass_info:
            # The stubs are a version ahead.
            relations = get_related_populators(about, compiler.select, "default")  # type: ignore[call-arg]
        locks = queryset.query.select_for_update
        return cls(sql, tuple(params), locks, compiler, converters, relations)

    @property
    def names(self) -> list[str]:
        """What each column of a `values` is called."""
        query = self.compiler.query
        return [*query.values_select, *query.annotation_select]

    def made(self, row: Row) -> Any:
        """Make an object of a row, as a query set does."""
        fields = self.compiler.klass_info["select_fields"]
        names = [self.compiler.select[at][0].target.attname for at in fields]
        values = [row[at] for at in fields]
        made = self.compiler.klass_info["model"].from_db("default", names, values)
        for relation in self.relations:
            relation.populate(row, made)
        for name, at in self.compiler.annotation_col_map.items():
            setattr(made, name, row[at])
        return made
