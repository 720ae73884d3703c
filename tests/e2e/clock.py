"""A test clock: the database's own, moved on, so that ninety minutes pass in seconds."""

from __future__ import annotations

import datetime as dt

from django.db import connection

_FASTER = """
CREATE SCHEMA IF NOT EXISTS faster;
CREATE TABLE IF NOT EXISTS faster.clock (ahead interval NOT NULL);
TRUNCATE faster.clock;
INSERT INTO faster.clock VALUES (interval '0');
CREATE OR REPLACE FUNCTION faster.clock_timestamp() RETURNS timestamptz
    LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM faster.clock';
"""


class Clock:
    """What every room reads as the time; it runs on, and `pass_by` moves it.

    The room's one clock is the database's (`lib.clock.shared_now`), so a function of
    that name which PostgreSQL finds first is a clock for all processes at once, and no
    line of the product knows of it. Processes see it from their next connection on:
    `start` it before them.
    """

    def start(self) -> Clock:
        """Put the clock in the way of the real one, in this test's database."""
        name = connection.settings_dict["NAME"]
        with connection.cursor() as cursor:
            cursor.execute(_FASTER)
            self._look(cursor, name, "faster, pg_catalog, public")
        connection.close()
        return self

    def stop(self) -> None:
        """Give the database its real clock back."""
        with connection.cursor() as cursor:
            self._look(cursor, connection.settings_dict["NAME"], "public")
            cursor.execute("DROP SCHEMA faster CASCADE")
        connection.close()

    def pass_by(self, time: dt.timedelta) -> None:
        """Let so much time pass at once.

        Open pages have said meanwhile that they are open, as they do every twenty
        seconds: nobody is away because a test is in a hurry.
        """
        with connection.cursor() as cursor:
            cursor.execute("UPDATE faster.clock SET ahead = ahead + %s", [time])
            cursor.execute(
                "UPDATE meetings_attendance SET seen_at = seen_at + %s"
                " WHERE NOT is_away",
                [time],
            )

    @staticmethod
    def _look(cursor: object, name: str, path: str) -> None:
        cursor.execute(f'ALTER DATABASE "{name}" SET search_path TO {path}')  # type: ignore[attr-defined]
