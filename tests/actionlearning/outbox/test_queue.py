import datetime as dt

import pytest
from django.db import transaction

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import cancel, notify, queue
from tests.actionlearning.outbox.letters import KINDS, writers
from tests.support.build import people

pytestmark = pytest.mark.django_db

State = Notice.State


@pytest.fixture(autouse=True)
def kinds(monkeypatch) -> None:
    writers(monkeypatch, KINDS)


def hello(to, key="hello:1", kind="hello", set_code="", **more) -> None:
    notify(
        kind,
        to=to,
        key=key,
        about={"set": 1},
        useless_after=now() + dt.timedelta(days=1),
        set_code=set_code,
        **more,
    )


def test_a_key_is_queued_once():
    pia, max_ = people("Pia Lind", "Max Adler")

    hello(pia)
    hello(max_)

    assert [
        (each.person, each.recipient, each.state) for each in Notice.objects.all()
    ] == [(pia, "pia@example.org", "waiting")]


def test_a_sent_message_is_not_queued_again():
    [pia] = people("Pia Lind")
    hello(pia)
    Notice.objects.update(state=State.SENT)

    hello(pia)

    assert Notice.objects.get().state == State.SENT


def test_a_message_goes_with_the_transaction_that_caused_it():
    [pia] = people("Pia Lind")

    with transaction.atomic():
        hello(pia)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_queueing_many_says_how_many_are_new(django_assert_num_queries):
    [pia] = people("Pia Lind")
    hello(pia, key="hello:0")
    notices = [
        Notice(kind="hello", key=f"hello:{n}", person=pia, useless_after=now())
        for n in range(5)
    ]

    with django_assert_num_queries(2):
        new = queue(notices)

    assert new == 4


def test_a_kind_nobody_can_write_is_refused_at_once():
    [pia] = people("Pia Lind")

    with pytest.raises(
        ValueError, match="Nothing writes messages of the kind greeting"
    ):
        hello(pia, kind="greeting")


def test_what_waits_is_called_off_for_one_person_in_one_set():
    pia, max_ = people("Pia Lind", "Max Adler")
    hello(pia, "1", set_code="harbour")
    hello(pia, "2", set_code="quay")
    hello(max_, "3", set_code="harbour")
    hello(pia, "4", set_code="harbour", kind="nothing")
    hello(pia, "5", set_code="harbour")
    Notice.objects.filter(key="5").update(state=State.SENT)

    count = cancel(person=pia, set_code="harbour", kinds=["hello"])

    dropped = Notice.objects.filter(state=State.DROPPED)
    assert (count, [n.key for n in dropped]) == (1, ["1"])


def test_calling_off_everything_is_refused():
    with pytest.raises(ValueError, match="empty the outbox"):
        cancel(kinds=["hello"])
