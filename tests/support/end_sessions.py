"""End all sessions of a test database."""

import os

import psycopg
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

END_SESSIONS = (
    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
    " WHERE datname = %s AND pid <> pg_backend_pid()"
)


def end_sessions() -> None:
    """End everybody's sessions, also this process's, and wait until they are gone.

    PostgreSQL notices late that a killed server is gone. Another session asks for this,
    because a test may have ended this process's own.
    """
    connection = connections["default"]
    if not isinstance(connection, DatabaseWrapper):
        return  # a file has no sessions
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as above:
        above.execute(END_SESSIONS, [name])
