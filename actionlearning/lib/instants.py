"""Read instants from PostgreSQL as fast as psycopg can.

Django puts a loader of its own before psycopg's, to have `timezone.utc` in every instant:
it is Python, with a pattern, and takes 3 µs where psycopg's compiled one takes 0.2. A row
of a meeting has a dozen. Connections of ours are in UTC, so psycopg's is right as it is.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg import adapters, postgres
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format


class UtcLoader(Loader):
    """psycopg's own loader, under the name by which Django knows what zone it loads."""

    timezone = dt.UTC

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        own = adapters.get_loader(postgres.types["timestamptz"].oid, Format.TEXT)
        if own is None:
            raise LookupError("psycopg has no loader of instants")
        self.load = own(oid, context).load  # type: ignore[method-assign]

    def load(self, data: Buffer) -> Any:
        """Return the instant; each loader has the compiled method in place of this."""
        raise NotImplementedError


def load_fast(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Let a new connection load instants so, where it is PostgreSQL in UTC."""
    if connection.vendor == "postgresql" and connection.timezone == dt.UTC:
        connection.connection.adapters.register_loader("timestamptz", UtcLoader)


def install() -> None:
    """Do so from now on."""
    connection_created.connect(load_fast, dispatch_uid="instants")
