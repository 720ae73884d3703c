"""Ask the same question many times: its SQL is written once, its answer is plain rows.

To build a query with joins and annotations costs the ORM several times what the database
needs to answer it. Where every request asks the same one, that is worth saving.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Prepared:
    """A `values_list` query with parameters that `build` puts in like any others.

    `marks` are what it is built with once: one value of the right type for each
    parameter, so unusual that nothing else in the query equals it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **marks: Any) -> None:
        self._build = build
        self._marks = marks
        self._lock = threading.Lock()
        self._written: tuple[str, list[Any], dict[Any, Any]] | None = None

    def first(self, **given: Any) -> Row | None:
        """Return the first row for these parameters, or None."""
        sql, params, converters = self._written or self._write()
        names = {mark: name for name, mark in self._marks.items()}
        values = [given[names[p]] if p in names else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            row = cursor.fetchone()
        return row and self._converted(row, converters)

    def _write(self) -> tuple[str, list[Any], dict[Any, Any]]:
        with self._lock:
            compiler = self._build(**self._marks).query.get_compiler(
                connection=connection
            )
            sql, params = compiler.as_sql()
            columns = [column for column, _sql, _alias in compiler.select]
            converters = compiler.get_converters(columns)
            self._written = sql, list(params), converters
            return self._written

    @staticmethod
    def _converted(row: Row, converters: dict[Any, Any]) -> Row:
        values = list(row)
        for place, (ways, expression) in converters.items():
            for way in ways:
                values[place] = way(values[place], expression, connection)
        return tuple(values)
