"""Wall time and instants. People agree on wall time; instants are derived."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.db import connection
from django.db.models import DateTimeField, Expression, Func, Value
from django.utils import timezone

_NONE = Value(None, output_field=DateTimeField())
_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def now() -> dt.datetime:
    """Return the present instant in UTC (by the process's clock; tests freeze it)."""
    return _moment.get() or timezone.now()


def shared_now() -> dt.datetime:
    """Return the database's time, which all processes share.

    Meeting rooms use it, so that two machines whose clocks differ show the same time left.
    `at` moves it too. SQLite has only the process's clock.

    See docs/threat-model.md#the-clock.
    """
    if connection.vendor != "postgresql" or _moment.get():
        return now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: dt.datetime = cursor.fetchone()[0]
    return instant.astimezone(dt.UTC)


def shared_now_column() -> Expression:
    """Return the database's time as a column of a query that is made anyway."""
    function = "clock_timestamp" if connection.vendor == "postgresql" else ""
    return Func(function=function, output_field=DateTimeField()) if function else _NONE


def moved() -> dt.datetime | None:
    """Return the moment of `at`, or SQLite's time, or None to ask the database."""
    if connection.vendor != "postgresql":
        return now()
    return _moment.get()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Freeze `now()` at `moment` inside the block, which gives demo data a past.

    Only this context is frozen; other threads and requests keep the real time.
    """
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def milliseconds(instant: dt.datetime) -> int:
    """Return an instant in milliseconds since 1970, as browsers count."""
    return int(instant.timestamp() * 1000)


def is_zone(name: str) -> bool:
    """Return whether `name` is an IANA zone that this machine knows."""
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    """Return the zones, read once: every request needs them, and reading is slow."""
    return frozenset(available_timezones())


def local(instant: dt.datetime, zone: str) -> dt.datetime:
    """Return the wall time that a clock in `zone` shows at `instant`."""
    return instant.astimezone(ZoneInfo(zone))


def instant_of(date: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """Return the UTC instant of a wall time.

    A time that the zone skips in spring moves on by the gap; one that happens twice in
    autumn means its first occurrence (RFC 5545 §3.3.5, Python's `fold=0`).
    """
    wall = dt.datetime.combine(date, time, ZoneInfo(zone))
    return wall.astimezone(dt.UTC)
