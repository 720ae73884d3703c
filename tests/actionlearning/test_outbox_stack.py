"""The outbox on real parts: Celery workers, beats, Redis, PostgreSQL and SMTP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

import pytest

from actionlearning.celery import app
from actionlearning.lib.clock import now
from actionlearning.outbox.mail import message_id
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import queue
from meetings.models import Meeting
from sets.models import Membership
from tests import build
from tests.stack import Beat, MailSink, Worker, running, wait_until

pytestmark = [
    pytest.mark.stack,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

State = Notice.State
NAMES = ("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah", "Léa Brun", "Tom Reed")
CHILDREN = 2
NOTICES = 300
KILLS = 3


@pytest.fixture
def sink() -> Iterator[MailSink]:
    server = MailSink().start()
    yield server
    server.stop()


@pytest.fixture
def places() -> list[Membership]:
    """A set of six that meets next week and has nothing open."""
    harbour = build.learning_set(build.programme("Harbour Trust"), "Harbour")
    build.meetings(harbour, held=0)
    return build.seat(harbour, build.people(*NAMES))


def letters(places: list[Membership]) -> list[Notice]:
    """Queue 300 letters of a real kind."""
    queue(
        [
            Notice(
                kind="meeting_scheduled",
                key=f"letter:{n}",
                person=places[n % len(places)].user,
                address=places[n % len(places)].user.email,
                set_code=places[0].learning_set.code,
                useless_after=now() + dt.timedelta(days=1),
            )
            for n in range(NOTICES)
        ]
    )
    return list(Notice.objects.all())


def has_sent(sink: MailSink, count: int) -> bool:
    return len(sink.ids) > count


def wake() -> None:
    for _ in range(CHILDREN):
        app.send_task("actionlearning.outbox.tasks.tick")


def end_the_leases() -> None:
    """Do what three minutes do to the rows of workers that are gone."""
    Notice.objects.filter(state=State.SENDING).update(leased_until=now())


def test_killed_workers_lose_no_mail_and_repeat_one_each_at_most(places, sink):
    expected = {message_id(notice) for notice in letters(places)}
    worker = Worker(CHILDREN, SMTP_URL=sink.url)

    with running(worker):
        for kill in range(1, KILLS + 1):
            wake()
            wait_until(partial(has_sent, sink, kill * NOTICES // 5))
            worker.kill()
            end_the_leases()
            worker.start()
        wake()
        wait_until(lambda: not Notice.objects.exclude(state=State.SENT).exists())

    assert set(sink.ids) == expected
    assert len(sink.ids) - NOTICES <= KILLS * CHILDREN


def test_two_beats_and_two_workers_remind_once(places, sink):
    soon = Meeting.objects.earliest("starts_at")
    Meeting.objects.filter(pk=soon.pk).update(
        starts_at=now() + dt.timedelta(minutes=30)
    )
    beats = [Beat("tests.fast_beat"), Beat("tests.fast_beat")]
    workers = [Worker(CHILDREN, SMTP_URL=sink.url), Worker(1, SMTP_URL=sink.url)]

    with running(*workers, *beats):
        wait_until(lambda: len(sink.ids) >= len(places))
        wait_until(lambda: all(b.log.count("Sending due task") > 3 for b in beats))
        kinds = list(Notice.objects.values_list("kind", "state"))

    mails = [("morning", "sent")] * len(places)
    assert [kind for kind in kinds if kind[0] == "morning"] == mails
    assert len(set(sink.ids)) == len(sink.ids) == len(places)
