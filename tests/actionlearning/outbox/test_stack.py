"""Two beats on real parts; `test_outbox_faults` kills workers, and stops the rest."""

import datetime as dt
from collections.abc import Iterator

import pytest

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from meetings.models import Meeting
from sets.models import Membership
from tests.support import build
from tests.support.stack import Beat, MailSink, Worker, running, wait_until

pytestmark = [
    pytest.mark.stack,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

NAMES = ("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah", "Léa Brun", "Tom Reed")
CHILDREN = 2


@pytest.fixture
def sink() -> Iterator[MailSink]:
    server = MailSink().start()
    yield server
    server.stop()


@pytest.fixture
def memberships() -> list[Membership]:
    """A set of six that meets next week and has nothing open."""
    harbour = build.learning_set(build.programme("Harbour Trust"), "Harbour")
    build.meetings(harbour, held=0)
    return build.seat(harbour, build.people(*NAMES))


def test_two_beats_and_two_workers_remind_once(memberships, sink):
    soon = Meeting.objects.earliest("starts_at")
    Meeting.objects.filter(pk=soon.pk).update(
        starts_at=now() + dt.timedelta(minutes=30),
        dated_at=now() - dt.timedelta(days=7),
    )
    beats = [Beat("tests.support.fast_beat"), Beat("tests.support.fast_beat")]
    workers = [Worker(CHILDREN, SMTP_URL=sink.url), Worker(1, SMTP_URL=sink.url)]

    with running(*workers, *beats):
        wait_until(lambda: len(sink.ids) >= len(memberships))
        wait_until(lambda: all(b.log.count("Sending due task") > 3 for b in beats))
        kinds = list(Notice.objects.values_list("kind", "state"))

    mails = [("morning", "sent")] * len(memberships)
    assert [kind for kind in kinds if kind[0] == "morning"] == mails
    assert len(set(sink.ids)) == len(sink.ids) == len(memberships)
