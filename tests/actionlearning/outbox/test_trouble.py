"""Mail servers that refuse, hang, drip or are not there."""

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import time_machine
from django.core import mail

from actionlearning.lib.clock import now
from actionlearning.outbox import delivery, heartbeat, poller, suppressions
from actionlearning.outbox.delivery import deliver
from actionlearning.outbox.leases import claim
from actionlearning.outbox.models import Notice, SuppressedAddress
from tests.actionlearning.outbox.letters import OUTSIDER, send, states, waits
from tests.support.build import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

State = Notice.State
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def dripping(settings) -> Iterator[None]:
    """A server that greets byte by byte for 4 s, each within any time-out for a read."""
    settings.EMAIL_BACKEND = "actionlearning.outbox.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.5
    door = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_HOST, settings.EMAIL_PORT = door.getsockname()[:2]
    over = threading.Event()

    def drip() -> None:
        link, _address = door.accept()
        with link, suppress(OSError):
            for _ in range(80):
                if over.wait(0.05):
                    return
                link.sendall(b"2")

    thread = threading.Thread(target=drip)
    thread.start()
    yield
    over.set()
    thread.join()
    door.close()


def refuse(answer: str):
    return lambda address: answer if "pia" in address else None


def test_the_line_that_a_server_closes_with_a_refusal_harms_only_that_row(pia, sink):
    sink.refusal = refuse("421 Too busy for you")
    waits(pia)
    waits(None)
    waits(people("Max Adler")[0])

    send()

    assert states() == [("waiting", "refused with 421"), ("sent", ""), ("sent", "")]


def test_three_refusals_for_good_pause_an_address(pia, sink):
    sink.refusal = refuse("550 No such person")
    for _ in range(4):
        waits(pia)

    send()

    assert states() == [
        *[("failed", "refused with 550")] * 3,
        ("failed", "address paused"),
    ]
    assert suppressions.paused_at("Pia@example.org") is not None


def test_a_mail_that_arrives_forgets_the_refusals(pia, sink):
    sink.refusal = refuse("550 No such person")
    waits(pia)
    waits(pia)
    send()

    sink.refusal = lambda address: None
    waits(pia)
    send()

    assert not SuppressedAddress.objects.exists()


def test_what_is_not_about_the_address_does_not_pause_it(pia, sink):
    sink.refusal = refuse("550 5.7.1 Your reputation is poor")
    for _ in range(4):
        waits(pia)

    send()

    assert states() == [("failed", "refused with 550")] * 4


def test_trying_again_sends_what_was_held_back_and_is_of_use(pia, sink):
    SuppressedAddress.objects.create(address=pia.email, refusals=3, paused_at=now())
    waits(pia)
    waits(pia)
    send()
    Notice.objects.filter(pk=Notice.objects.earliest("pk").pk).update(
        useless_after=now()
    )

    suppressions.try_again(pia)
    sent = send()

    assert (sent, len(sink.messages)) == (1, 1)
    assert states() == [("failed", "address paused"), ("sent", "")]


def test_a_server_that_drips_holds_nobody(pia, dripping):
    waits(pia)
    began = time.monotonic()

    send()

    assert time.monotonic() - began < 1.5
    assert states() == [("waiting", "TimeoutError")]


def test_a_server_that_hangs_after_the_text_holds_one_row_for_its_time(
    pia, sink, settings
):
    settings.EMAIL_TIMEOUT = 0.5
    sink.illness = lambda address: "hangs"
    waits(pia)
    waits(None)
    began = time.monotonic()

    send()

    assert time.monotonic() - began < 3
    assert [state for state, _why in states()] == ["waiting", "unconfirmed"]


def test_what_was_refused_until_it_lost_its_use_has_failed(pia, sink):
    sink.refusal = refuse("450 Later")
    waits(pia, useless_after=now() + 5 * MINUTE)
    send()

    with time_machine.travel(now() + 6 * MINUTE):
        send()

    assert states() == [("failed", "refused with 450")]


def test_what_was_refused_and_loses_its_use_in_a_worker_s_hand_has_failed(pia, sink):
    sink.refusal = refuse("450 Later")
    waits(pia, useless_after=now() + 5 * MINUTE)
    send()

    with time_machine.travel(now() + 4 * MINUTE):
        (taken,) = claim(now())
    with time_machine.travel(now() + 5 * MINUTE):
        deliver(taken, mail.get_connection())

    assert states() == [("failed", "refused with 450")]


def test_a_provider_s_own_error_does_not_stop_the_others(pia, settings):
    settings.EMAIL_BACKEND = "tests.actionlearning.outbox.letters.Provider"
    waits(pia)
    waits(people("Max Adler")[0])

    sent = send()

    assert (sent, states()) == (1, [("waiting", "RuntimeError"), ("sent", "")])


def test_an_outage_is_known_from_its_first_minute_until_mail_leaves(pia, sink):
    sink.stop()
    waits(pia)
    began = now()

    with time_machine.travel(began, tick=False) as clock:
        send()
        clock.shift(2 * MINUTE)
        send()
        since = heartbeat.delayed_since()
        clock.shift(2 * MINUTE)
        sink.start()
        send()

    assert (since, heartbeat.delayed_since()) == (began, None)


def test_a_worker_that_is_not_woken_looks_for_itself(pia):
    waits(pia)

    assert (poller.look(), poller.look()) == (1, 0)


def test_one_of_those_who_look_does_the_work_of_a_lost_minute(pia, settings):
    settings.NOTICE_PLANNERS = ["tests.actionlearning.outbox.letters.greets"]
    heartbeat.begin(now())

    with time_machine.travel(now() + heartbeat.QUIET):
        sent = poller.look(), poller.look()

    assert sent == (1, 0)


def test_who_looks_leaves_the_planning_to_whoever_is_woken(pia, settings):
    settings.NOTICE_PLANNERS = ["tests.actionlearning.outbox.letters.greets"]
    heartbeat.woken(now())

    assert poller.look() == 0


def test_a_process_sends_one_mail_at_a_time(pia):
    waits(pia)

    with delivery._alone:
        sent = send()

    assert (sent, states()) == (0, [("waiting", "")])


def test_an_outsider_s_address_is_suppressed_too(sink):
    sink.refusal = lambda address: "550 No such person"
    for _ in range(3):
        waits(None)

    send()

    assert suppressions.paused_at(OUTSIDER) is not None
