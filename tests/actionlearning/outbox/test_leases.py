"""What keeps two workers from one row, and one row from being lost or stuck."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from django.db import connection, connections, transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.email import message_id
from actionlearning.outbox.leases import LEASE, claim, sweep
from actionlearning.outbox.models import Notice
from tests.actionlearning.outbox.letters import states, waits
from tests.support.build import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

State = Notice.State
MINUTE = dt.timedelta(minutes=1)


def test_a_row_stays_with_its_worker_until_the_lease_ends(pia: User):
    waits(pia)
    began = now()
    [notice] = claim(began)

    sweep(began + LEASE - dt.timedelta(seconds=1))
    still = Notice.objects.get()
    sweep(began + LEASE)

    assert (still.state, still.leased_until) == (State.SENDING, notice.leased_until)
    assert states() == [("waiting", "")]


def test_a_lease_is_as_long_as_it_says(pia: User):
    waits(pia)

    with time_machine.travel(now(), tick=False):
        claim(now())

        row = Notice.objects.get()
        assert (row.state, row.leased_until) == (State.SENDING, now() + LEASE)


def test_what_lost_its_use_before_its_turn_is_dropped(pia: User):
    waits(pia, due_at=now() + 2 * MINUTE, useless_after=now() + MINUTE)

    sweep(now())
    before = states()
    sweep(now() + MINUTE)

    assert (before, states()) == ([("waiting", "")], [("dropped", "too late")])


def test_two_mails_of_one_second_have_ids_of_their_own(pia: User, settings):
    settings.SITE_URL = "https://sets.example:8443"
    with time_machine.travel(now(), tick=False):
        one, other = waits(pia), waits(pia)

    assert message_id(one) != message_id(other)
    assert message_id(one).endswith("@sets.example>")
    assert message_id(one) == message_id(Notice.objects.get(pk=one.pk))


# -- On real locks


@contextmanager
def held_elsewhere(which: int) -> Iterator[None]:
    """Let another connection hold the lock of one row."""
    holds, over = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Notice.objects.select_for_update().get(pk=which)
                holds.set()
                over.wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert holds.wait(30)
        yield
    finally:
        over.set()
        thread.join()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_worker_is_claiming_keeps_nobody_waiting(
    transactional_db: None,
):
    [max_] = people("Max Adler")
    one, other = waits(max_), waits(max_)

    with held_elsewhere(one.pk), connection.cursor() as cursor:
        # Where claiming waits for the lock it fails here at once, and does not hang.
        cursor.execute("SET lock_timeout = '2s'")
        try:
            batch = claim(now())
        finally:
            cursor.execute("RESET lock_timeout")

    assert batch == [other]
    assert claim(now()) == [one]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_each_row_goes_to_one(transactional_db: None):
    [max_] = people("Max Adler")
    rows = {waits(max_).pk for _ in range(20)}
    together, taken = threading.Barrier(4), list[int]()

    def take() -> None:
        try:
            together.wait()
            taken.extend(notice.pk for notice in claim(now()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == len(set(taken))
    assert set(taken) == rows
