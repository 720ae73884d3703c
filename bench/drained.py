"""Let workers drain the outbox, and watch them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet

from actionlearning.celery import app
from actionlearning.outbox.mail import compose
from actionlearning.outbox.models import Notice
from actionlearning.outbox.mornings import KIND
from bench.process import cpu_seconds, memory_kib
from tests.stack import Worker, running

State = Notice.State
WARM = 0.1  #: of the mails, before memory is watched


@dataclass(frozen=True)
class Drained:
    """Mails sent, how many a second, what one cost, and how far memory moved (KiB).

    `cpu_ms` and `moved` are about workers that are warm, and have planned.
    """

    sent: int
    rate: float
    cpu_ms: float
    moved: int
    load: float


def mails() -> QuerySet[Notice]:
    """Return the rows that are mails: what they carry is not mailed by itself."""
    return Notice.objects.filter(kind=KIND, carried_by=None)


def write(folder: Path, count: int) -> int:
    """Write so many of the waiting mails into files as they would be sent; how large one is.

    What composing notes of them is taken back: they are still to be sent.
    """
    written = []
    with transaction.atomic():
        for notice in mails().select_related("person")[:count]:
            message = compose(notice)
            if message is None:
                raise RuntimeError("A mail that nobody needs was planned.")
            written.append(message.message().as_bytes().replace(b"\n", b"\r\n"))
            (folder / f"{notice.pk}.eml").write_bytes(written[-1])
        transaction.set_rollback(True)
    return sum(map(len, written)) // len(written)


def drain(port: int, workers: int) -> Drained:
    """Send everything."""
    group = [
        Worker(1, SMTP_URL=f"smtp://127.0.0.1:{port}", LOG_LEVEL="WARNING")
        for _n in range(workers)
    ]
    waits = mails().filter(state__in=[State.WAITING, State.SENDING])
    all_of_them = waits.count()
    seen: dict[int, list[int]] = {}
    with running(*group):
        pids = [worker.pids[-1] for worker in group]
        warm: tuple[float, int] | None = None
        for _worker in group:
            app.send_task("actionlearning.outbox.tasks.tick")
        while left := waits.count():
            if left < all_of_them * (1 - WARM):
                warm = warm or (sum(map(cpu_seconds, pids)), left)
                for pid in pids:
                    seen.setdefault(pid, []).append(memory_kib(pid))
            time.sleep(1)
        used, rest = warm or (0.0, all_of_them)
        used = sum(map(cpu_seconds, pids)) - used
    moved = max((max(each) - min(each) for each in seen.values()), default=0)
    sent = mails().filter(state=State.SENT)
    times = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"), n=Count("pk"))
    took = (times["last"] - times["first"]).total_seconds()
    return Drained(
        sent=times["n"],
        rate=times["n"] / took,
        cpu_ms=1000 * used / rest,
        moved=moved,
        load=os.getloadavg()[0],
    )


def again() -> None:
    """Let every mail wait once more."""
    mails().update(state=State.WAITING, sent_at=None)
