import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox import tasks
from actionlearning.outbox.delivery import deliver
from actionlearning.outbox.leases import BATCH, LEASE, claim
from actionlearning.outbox.models import Notice
from actionlearning.outbox.retries import SENDS, back_off
from actionlearning.outbox.tasks import tick
from tests.actionlearning.outbox.letters import send, states, waits
from tests.support.build import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

State = Notice.State
MINUTE = dt.timedelta(minutes=1)


def test_what_is_due_is_sent_and_marked(pia):
    waits(pia)
    waits(pia, due_at=now() + MINUTE)

    sent = send()

    assert (sent, len(mail.outbox)) == (1, 1)
    assert states() == [("sent", ""), ("waiting", "")]


def test_text_and_html_say_the_same(pia, settings):
    waits(pia)

    send()

    [message] = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    text, html = str(message.body), str(message.alternatives[0][0])
    assert message.subject == "Harbour meets"
    assert message.to == ["Pia Lind <pia@example.org>"]
    assert "Tea & cake <soon>." in text
    assert "Tea &amp; cake &lt;soon&gt;." in html
    assert f"{settings.SITE_URL}/sets/abc/" in text
    assert f'href="{settings.SITE_URL}/sets/abc/"' in html
    assert "javascript" not in html + text


def test_a_message_keeps_its_id_when_sent_again(pia):
    waits(pia)
    send()
    Notice.objects.update(state=State.WAITING)

    send()

    first, second = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert first == second


def test_the_reader_s_own_clock_is_used(pia):
    pia.zone = "Asia/Kathmandu"
    pia.save(update_fields=["zone"])

    with time_machine.travel("2027-01-04T09:00:00Z", tick=False):
        waits(pia)
        send()

    assert "When: 14:45" in mail.outbox[0].body


def test_one_bad_row_does_not_stop_the_others(pia):
    waits(pia, "broken")
    waits(pia, "nothing")
    waits(pia, "closed")
    waits(pia)

    sent = send()

    assert sent == 1
    assert states() == [
        ("waiting", "LookupError"),
        ("dropped", "no longer needed"),
        ("dropped", "no longer needed"),
        ("sent", ""),
    ]


def test_a_row_that_cannot_be_written_fails_and_says_no_more_than_why(pia, caplog):
    waits(pia, "broken", attempts=4)

    send()

    assert states() == [("failed", "LookupError")]
    assert "secret" not in caplog.text


def test_what_has_lost_its_use_is_dropped(pia):
    waits(pia, useless_after=now())

    send()

    assert (states(), mail.outbox) == ([("dropped", "too late")], [])


def test_a_closed_account_gets_nothing(pia):
    waits(pia)
    User.objects.update(is_active=False)

    send()

    assert (states(), mail.outbox) == ([("dropped", "account closed")], [])


def test_more_than_a_batch_is_sent_in_one_go(pia):
    for _ in range(BATCH + 1):
        waits(pia)

    assert send() == BATCH + 1


def test_a_claimed_row_is_not_claimed_twice(pia):
    waits(pia)

    first, second = claim(now()), claim(now())

    assert (len(first), len(second)) == (1, 0)


def test_a_dead_worker_s_reminder_is_sent_again(pia):
    waits(pia)
    claim(now())

    with time_machine.travel(now() + LEASE):
        sent = send()

    assert sent == 1


def test_a_dead_worker_s_invitation_is_not_sent_again():
    waits(None, handed_at=now())
    waits(None)
    claim(now())

    with time_machine.travel(now() + LEASE):
        send()

    assert states() == [("unconfirmed", "worker ended while sending"), ("sent", "")]


def test_a_row_whose_lease_runs_out_is_left_for_later(pia):
    waits(pia)
    notices = claim(now())

    with time_machine.travel(now() + LEASE * 0.6):
        sent = deliver(notices[0], mail.get_connection())

    assert (sent, states(), mail.outbox) == (False, [("waiting", "")], [])


def test_a_refusal_for_good_fails_and_the_others_arrive(pia, sink):
    sink.refusal = lambda address: "550 No such person" if "pia" in address else None
    [max_] = people("Max Adler")
    waits(pia)
    waits(max_)

    send()

    assert states() == [("failed", "refused with 550"), ("sent", "")]
    assert [str(message["To"]) for message in sink.messages] == [
        "Max Adler <max@example.org>"
    ]


def test_a_refusal_for_now_is_tried_for_more_than_an_hour(pia, sink):
    sink.refusal = lambda address: "451 Come back later"
    waits(pia)

    began = now()
    with time_machine.travel(began, tick=False) as clock:
        while Notice.objects.get().state == State.WAITING:
            clock.move_to(Notice.objects.get().due_at)
            send()
        took = now() - began

    assert states() == [("failed", "refused with 451")]
    assert Notice.objects.get().attempts == SENDS
    assert took > 60 * MINUTE


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 30), (9, 30)]
)
def test_the_wait_doubles_up_to_half_an_hour(tries, minutes):
    waits_for = back_off(tries) / MINUTE

    assert 0.8 * minutes <= waits_for <= 1.2 * minutes


def test_an_outage_costs_no_try_and_mail_leaves_after_it(pia, sink):
    sink.stop()
    waits(pia)
    waits(None)

    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(9):
            send()
            clock.shift(2 * MINUTE)
        sink.start()
        sent = send()

    assert (sent, len(sink.messages)) == (2, 2)
    assert set(Notice.objects.values_list("attempts", flat=True)) == {0}


def test_mail_to_an_outsider_that_may_have_left_is_unconfirmed(pia, sink):
    sink.hangs_up = True
    waits(None)
    waits(pia)

    send()

    assert states() == [
        ("unconfirmed", "SMTPServerDisconnected"),
        ("waiting", "SMTPServerDisconnected"),
    ]


def test_a_planner_that_fails_does_not_stop_the_mail(pia, settings, caplog):
    settings.NOTICE_PLANNERS = [
        "tests.actionlearning.outbox.letters.broken",
        "tests.actionlearning.outbox.letters.nothing",
    ]
    waits(pia)

    sent = tick()

    assert sent == 1
    assert "tests.actionlearning.outbox.letters.broken failed" in caplog.text


def test_a_tick_stops_in_time_for_the_next(pia, monkeypatch):
    monkeypatch.setattr(tasks, "AT_MOST", dt.timedelta())
    waits(pia)

    assert tick() == 0


def test_an_operator_can_tick(pia, capsys):
    waits(pia)

    call_command("tick")

    assert capsys.readouterr().out == "1 sent.\n"
