"""Change a row by columns that equal something: its SQL is written once.

The ORM takes longer to write such an update than the database to carry it out. That counts
where a process does nothing else all morning.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Model

Names = tuple[str, ...]
Where = Mapping[str, Any]


def change(
    model: type[Model], where: Where, or_where: Where | None = None, **values: Any
) -> int:
    """Write `values` where each column of `where` equals its value; return how many rows.

    Rows of which all of `or_where` is so are written too. Names are those of the fields;
    None in a `where` is NULL.
    """
    ways = [where, *([or_where] if or_where else [])]
    given = [[*((n, v) for n, v in way.items() if v is not None)] for way in ways]
    nulls = [tuple(n for n, v in way.items() if v is None) for way in ways]
    names = tuple(tuple(n for n, _v in some) for some in given)
    sql = _written(model, tuple(values), names, tuple(nulls))
    params = [
        model._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]
        for name, value in chain(values.items(), *given)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


@lru_cache
def _written(
    model: type[Model],
    values: Names,
    given: tuple[Names, ...],
    nulls: tuple[Names, ...],
) -> str:
    def column(name: str) -> str:
        return connection.ops.quote_name(str(model._meta.get_field(name).column))  # type: ignore[union-attr]

    sets = ", ".join(f"{column(name)} = %s" for name in values)
    ways = [
        [
            *(f"{column(name)} = %s" for name in some),
            *(f"{column(name)} IS NULL" for name in none),
        ]
        for some, none in zip(given, nulls, strict=True)
    ]
    where = " OR ".join(" AND ".join(way) for way in ways)
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {sets} WHERE {where}"  # noqa: S608
