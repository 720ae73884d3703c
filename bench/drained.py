"""Let workers drain the outbox, and watch them."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db.models import Max, Min

from actionlearning.celery import app
from actionlearning.outbox.mail import compose
from actionlearning.outbox.models import Notice
from bench.process import memory_kib
from tests.stack import Worker, running

State = Notice.State
WARM = 0.1  #: of the mails, before memory is watched


def write(folder: Path, count: int) -> None:
    """Write so many of the waiting mails into files, as they would be sent."""
    for notice in Notice.objects.select_related("person")[:count]:
        if message := compose(notice):
            mail = message.message().as_bytes().replace(b"\n", b"\r\n")
            (folder / f"{notice.pk}.eml").write_bytes(mail)


def drain(port: int, workers: int) -> tuple[float, int, float]:
    """Send everything; return mails a second, how far memory moved (KiB), and the load."""
    group = [
        Worker(1, SMTP_URL=f"smtp://127.0.0.1:{port}", LOG_LEVEL="WARNING")
        for _n in range(workers)
    ]
    waits = Notice.objects.filter(state__in=[State.WAITING, State.SENDING])
    all_of_them = waits.count()
    seen: dict[int, list[int]] = {}
    with running(*group):
        for _worker in group:
            app.send_task("actionlearning.outbox.tasks.tick")
        while left := waits.count():
            if left < all_of_them * (1 - WARM):
                for worker in group:
                    pid = worker.pids[-1]
                    seen.setdefault(pid, []).append(memory_kib(pid))
            time.sleep(1)
    moved = max((max(each) - min(each) for each in seen.values()), default=0)
    sent = Notice.objects.filter(state=State.SENT)
    times = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"))
    took = (times["last"] - times["first"]).total_seconds()
    return sent.count() / took, moved, os.getloadavg()[0]


def again() -> None:
    """Let everything wait once more."""
    Notice.objects.update(state=State.WAITING, sent_at=None)
