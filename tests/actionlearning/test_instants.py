"""Instants read the fast way are those that Django reads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DataError, connection
from django.db.backends.postgresql.psycopg_any import register_tzloader
from psycopg.pq import Format

from actionlearning.lib.instants import UtcLoader, load_fast

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

TIMESTAMPTZ = 1184
TEXTS = (
    "2027-01-04 09:00:00.123456+00",
    "2027-07-04 09:00+05:45",
    "0001-01-01 00:00+00",
    "9999-12-31 23:59:59.999999+00",
)


def read(text: str) -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        instant: dt.datetime = cursor.fetchone()[0]
    return instant


def loader() -> type:
    found: type = connection.connection.adapters.get_loader(TIMESTAMPTZ, Format.TEXT)
    return found


@pytest.fixture
def djangos():
    """Let this connection read as Django would."""
    register_tzloader(dt.UTC, connection.connection)
    yield
    load_fast(connection)


def test_our_connections_read_fast():
    assert loader() is UtcLoader


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_read_is_the_same(text, request):
    ours = read(text)
    assert loader() is UtcLoader

    request.getfixturevalue("djangos")

    theirs = read(text)
    assert loader() is not UtcLoader
    assert (ours, ours.tzinfo) == (theirs, theirs.tzinfo)


def test_what_is_no_instant_is_an_error():
    with pytest.raises(DataError):
        read("infinity")
