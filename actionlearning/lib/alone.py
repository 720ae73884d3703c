"""Let one process at a time do what all of them could."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.db import connection


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Say whether nobody else is inside; who is told no does without, and does not wait.

    PostgreSQL keeps the lock for the connection, so that it ends with a process that is
    killed. Where there is SQLite, there is one machine with little to do: everybody is
    let in.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    key = crc32(what.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_first = bool(cursor.fetchone()[0])
    try:
        yield is_first
    finally:
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
