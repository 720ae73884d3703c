"""A test clock: the database's clock is moved, so that ninety minutes pass in seconds."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_FASTER = """
CREATE SCHEMA IF NOT EXISTS faster;
CREATE TABLE IF NOT EXISTS faster.clock (ahead interval NOT NULL);
TRUNCATE faster.clock;
INSERT INTO faster.clock VALUES (interval '0');
CREATE OR REPLACE FUNCTION faster.clock_timestamp() RETURNS timestamptz
    LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM faster.clock';
"""
_LATER = (
    "UPDATE meetings_attendance SET seen_at = seen_at + make_interval(secs => %s)"
    " WHERE NOT is_away",
    "UPDATE faster.clock SET ahead = ahead + make_interval(secs => %s)",
)


class Clock:
    """The time that every room reads; it runs on, and `pass_by` moves it.

    The room's one clock is the database's (`lib.clock.shared_now`), so a function of
    that name which PostgreSQL finds first is a clock for all processes at once, and no
    line of the product knows of it. Processes see it from their next connection on:
    `start` it before them, and `stop` it after.
    """

    def start(self) -> Clock:
        """Put this clock before the real one in the test's database."""
        with connection.cursor() as cursor:
            cursor.execute(_FASTER)
            _look_in(cursor, "faster, pg_catalog, public")
        connection.close()
        return self

    def stop(self) -> None:
        """Give the database its real clock back."""
        with connection.cursor() as cursor:
            _look_in(cursor, "public")
            cursor.execute("DROP SCHEMA faster CASCADE")
        connection.close()

    @property
    def now(self) -> dt.datetime:
        """The time that this clock shows."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT faster.clock_timestamp()")
            instant: dt.datetime = cursor.fetchone()[0]
        return instant

    def pass_by(self, time: dt.timedelta) -> None:
        """Let a time pass at once.

        Open pages count as open meanwhile, as if they had said so every twenty seconds:
        nobody counts as away only because the clock jumped.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _LATER:
                cursor.execute(statement, [time.total_seconds()])


def _look_in(cursor: CursorWrapper, schemas: str) -> None:
    name = connection.settings_dict["NAME"]
    cursor.execute(f'ALTER DATABASE "{name}" SET search_path TO {schemas}')
