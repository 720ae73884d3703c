"""Streams of real uvicorn processes on real PostgreSQL and Redis."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from actionlearning.live.announce import announce, kick
from meetings.models import Meeting
from tests.actionlearning.live.rooms import session_of
from tests.actionlearning.live.stream_client import StreamClient
from tests.support.cast import cast as build_cast
from tests.support.services import Redis
from tests.support.stack import Web, running

pytestmark = [
    pytest.mark.stack,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def room(transactional_db: None) -> tuple[str, str, int]:
    """A meeting's code, the session of a member, and her id."""
    cast = build_cast()
    return cast.meeting.code, session_of(cast.fay), cast.fay.pk


@contextmanager
def streams(
    web: Web, code: str, cookie: str, count: int = 1
) -> Iterator[list[StreamClient]]:
    """Open `count` streams, one after the other."""
    opened = [StreamClient(web.port, code, cookie) for _ in range(count)]
    try:
        yield opened
    finally:
        for stream in opened:
            stream.close()


def test_every_process_hears_a_change(room):
    code, cookie, _ = room
    one, two = Web(), Web()

    with (
        running(one, two),
        streams(one, code, cookie) as a,
        streams(two, code, cookie) as b,
    ):
        now = Meeting.objects.get(code=code).version
        first = [stream.event() for stream in (*a, *b)]
        announce(code, now + 1)
        second = [stream.event() for stream in (*a, *b)]

    assert first == [("version", now)] * 2
    assert second == [("version", now + 1)] * 2


def test_kick_ends_the_streams_of_all_processes(room):
    code, cookie, fay = room
    one, two = Web(), Web()

    with (
        running(one, two),
        streams(one, code, cookie) as a,
        streams(two, code, cookie) as b,
    ):
        for stream in (*a, *b):
            stream.event()
        kick(code, fay)
        assert [stream.ended() for stream in (*a, *b)] == [True, True]


def test_signing_out_ends_the_stream_of_another_process(room):
    code, cookie, _ = room
    client = Client()
    client.cookies.load(cookie)
    web = Web()

    with running(web), streams(web, code, cookie) as (stream,):
        stream.event()
        client.logout()
        assert stream.ended()
        with streams(web, code, cookie) as (late,):
            assert late.status == 404


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_server_with_open_streams_stops(room, number, record_property):
    code, cookie, _ = room
    web = Web()

    with running(web), streams(web, code, cookie, 30) as open_streams:
        for stream in open_streams:
            stream.event()
        began = time.monotonic()
        web.signal(number)
        ended = [stream.ended() for stream in open_streams]
        web.stop()
        record_property(
            f"30 streams, ended by {number.name}", f"{time.monotonic() - began:.2f} s"
        )
        log = web.log

    assert all(ended)
    assert "ERROR" not in log


def test_open_streams_hold_neither_connections_nor_threads(room):
    code, cookie, _ = room
    web = Web()

    with running(web), streams(web, code, cookie, 5) as few:
        few[-1].event()
        threads = _threads(web)
        with streams(web, code, cookie, 60) as many:
            many[-1].event()
            added, busy = _threads(web) - threads, _connections()

    assert added <= 0
    assert busy <= 4


def test_redis_away_and_back_leaves_nobody_behind(room):
    code, cookie, _ = room
    redis = Redis().start()
    web = Web(REDIS_URL=redis.url)

    try:
        with running(web), streams(web, code, cookie) as (stream,):
            version = stream.event()[1]
            redis.kill()
            stream.until(("alone", version))
            Meeting.objects.filter(code=code).update(version=version + 1)
            redis.start()
            stream.until(("version", version + 1))
            with streams(web, code, cookie) as (late,):
                assert late.event() == ("version", version + 1)
    finally:
        redis.stop()


def _threads(web: Web) -> int:
    with open(f"/proc/{web.pids[0]}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if "Threads" in line)


def _connections() -> int:
    """Count what is connected to the test's database beside this test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
