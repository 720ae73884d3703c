"""Send a morning's reminders by workers that are killed again and again."""

import random
import time
from functools import partial

from actionlearning.celery import app as celery
from actionlearning.lib.clock import now
from actionlearning.outbox.email import message_id
from actionlearning.outbox.models import Notice
from bench.parts import Figure
from tests.support.busy_morning import busy_morning, mails
from tests.support.stack import MailSink, Worker, running, wait_until

WORKERS, CHILDREN = 2, 2
State = Notice.State


def kill_workers(*, reminders: int, kills: int, is_short: bool = False) -> list[Figure]:
    """Kill the whole group of workers `kills` times; return what was lost.

    In the short form, a dead worker's leases end at once, not three minutes later.
    """
    made = busy_morning(reminders)
    expected = {message_id(notice) for notice in mails()}
    sink = MailSink().start()
    app = "tests.support.quick_celery" if is_short else "actionlearning"
    group = [Worker(CHILDREN, app=app, SMTP_URL=sink.url) for _n in range(WORKERS)]
    began = time.monotonic()
    with running(*group):
        for done in range(1, kills + 1):
            _wake()
            enough = int(made * (done - random.uniform(0.1, 0.9)) / kills)  # noqa: S311
            wait_until(partial(_has, sink, enough), 600)
            _kill(group, is_short=is_short)
        waits = mails().filter(state__in=[State.WAITING, State.SENDING])
        _wake()
        wait_until(lambda: not waits.exists(), 600)
    took = time.monotonic() - began
    sink.stop()
    killed = f"{kills * WORKERS * CHILDREN} processes killed, {took:.0f} s in all"
    arrived, not_sent = set(sink.ids), mails().exclude(state=State.SENT)
    shown = Notice.objects.filter(kind="meeting_reminder", shown_at__isnull=False)
    return [
        Figure("reminders lost", len(expected - arrived), 0, beside=f"of {made}"),
        Figure("of them in silence", not_sent.filter(why="").count(), 0),
        Figure("not marked as sent", not_sent.count(), 0),
        Figure("with another Message-ID", len(arrived - expected), 0),
        Figure("in-app notices too many or few", abs(shown.count() - reminders), 0),
        Figure(
            "sent twice",
            len(sink.ids) - len(arrived),
            kills * WORKERS * CHILDREN,
            beside=killed,
        ),
    ]


def _wake() -> None:
    for _child in range(WORKERS * CHILDREN):
        celery.send_task("actionlearning.outbox.tasks.tick")


def _has(sink: MailSink, least: int) -> bool:
    return len(sink.ids) >= least


def _kill(group: list[Worker], *, is_short: bool) -> None:
    for worker in group:
        worker.kill()
    if is_short:
        held = Notice.objects.filter(state=State.SENDING)
        held.update(leased_until=now())
    for worker in group:
        worker.launch()
    for worker in group:
        worker.wait(120)
