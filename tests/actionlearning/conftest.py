"""Fixtures of the live layer's and the outbox's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from actionlearning.accounts.models import User
from actionlearning.live.bus import Bus, MemoryBus, RedisBus
from actionlearning.outbox import kinds as kinds_of_the_house
from actionlearning.outbox.daily_digest import daily_digest
from tests.actionlearning.live.rooms import FakeGate, gate, session_of
from tests.actionlearning.outbox.letters import KINDS, writers
from tests.support.build import people
from tests.support.services import Redis
from tests.support.stack import MailSink


@pytest.fixture
def room(settings) -> FakeGate:
    """A room at version 7 that nobody may enter yet."""
    settings.LIVE_GATE = "tests.actionlearning.live.rooms.gate"
    gate.version, gate.guests, gate.pause = 7, set(), None
    return gate


@pytest.fixture
def fay(transactional_db: None, room: FakeGate) -> User:
    """A person who may hear the room."""
    user = User.objects.create_user("fay@harbour.example")
    room.guests.add(user.pk)
    return user


@pytest.fixture
def cookie(fay: User) -> str:
    """Fay's session, as her browser sends it."""
    return session_of(fay)


@pytest.fixture
def redis_server() -> Iterator[Redis]:
    """A Redis of this test's own, which it may kill."""
    server = Redis().start()
    yield server
    server.stop()


@pytest.fixture(params=["memory", "redis"])
def bus(request: pytest.FixtureRequest) -> Bus:
    """Both kinds of bus, one after the other."""
    if request.param == "memory":
        return MemoryBus()
    return RedisBus(request.getfixturevalue("redis_server").url)


@pytest.fixture
def kinds(settings, monkeypatch) -> None:
    """Kinds that only these tests know, and no planner."""
    writers(monkeypatch, KINDS)
    settings.NOTICE_PLANNERS = []


@pytest.fixture
def morning_kinds(settings, monkeypatch) -> None:
    """Every kind there is as a greeting, bundled in the real daily digest; no planner."""
    house = dict.fromkeys(kinds_of_the_house.KINDS, KINDS["hello"])
    writers(monkeypatch, {**KINDS, **house, "morning": daily_digest})
    settings.NOTICE_PLANNERS = []


@pytest.fixture
def pia(db: None) -> User:
    """Somebody to write to."""
    return people("Pia Lind")[0]


@pytest.fixture
def sink(settings) -> Iterator[MailSink]:
    """A real SMTP server that Django sends to."""
    server = MailSink().start()
    settings.EMAIL_BACKEND = "actionlearning.outbox.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()
