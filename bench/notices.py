"""A morning's reminders, planned and sent by four workers: `./bin/bench notices [PEOPLE]`.

What is due to a person in the morning is one mail. Beside it, in the same run on the same
machine: as many such mails that are written already, sent by four processes with nothing
but `smtplib`. Both share the machine with the mail server, and ours with the database too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.parts import services, show
from bench.process import cpu_seconds, memory_kib

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from actionlearning.outbox.models import Notice

PEOPLE = 10_000
WORKERS = 4
BAR = 0.10  #: of what plain SMTP sends
PLANNED = 20.0  #: seconds that planning may take
FLAT = 20 * 1024  #: KiB that a worker's memory may move
SAMPLES = 300  #: mails that are written before, for the plain sends
WARM = 0.1  #: of the mails, before memory is watched


@dataclass(frozen=True)
class Drained:
    """Mails sent, how many a second, what one cost, and how far memory moved (KiB).

    `cpu_ms` and `moved` are about workers that are warm.
    """

    sent: int
    rate: float
    cpu_ms: float
    moved: int


def main() -> int:
    """Measure; say whether every bar holds."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with services():
        from tests.support.stack import Process, environment, free_port, running  # noqa: PLC0415 - models need Django set up

        planned = plan(people)
        made = _mails().count()
        port = free_port()
        sink = Process(
            "bench.mail_sink", str(port), ready="sink ready", env=environment()
        )
        with running(sink), TemporaryDirectory() as folder:
            size = write(Path(folder))
            plain, plain_ms = send_plainly(port, made, folder)
            ours = drain(port)
    ratio = ours.rate / plain
    show(
        ["what", "a second", "CPU ms each", "beside"],
        [
            [*("plain SMTP sends", f"{plain:.0f}", f"{plain_ms:.2f}"), f"{size} bytes"],
            [
                *("mornings, four workers", f"{ours.rate:.0f}", f"{ours.cpu_ms:.2f}"),
                f"{ours.sent} of {made} sent, load {os.getloadavg()[0]:.1f}",
            ],
        ],
    )
    print(f"planning {people} people: {planned:.1f} s (bar {PLANNED:.0f})")
    print(f"a worker's memory moved: {ours.moved / 1024:.1f} MiB (bar {FLAT // 1024})")
    print(f"notices: {ratio:.2f} (bar {BAR:.2f})")
    is_kept = ratio >= BAR and planned <= PLANNED and ours.moved <= FLAT
    return 0 if is_kept and ours.sent == made == people else 1


def plan(people: int) -> float:
    """Let so many people meet, and every planner plan; return how long that took."""
    from django.db import connection  # noqa: PLC0415 - models need Django set up

    from actionlearning.lib.clock import now  # noqa: PLC0415
    from actionlearning.outbox.tasks import plan  # noqa: PLC0415
    from tests.support.busy_morning import gather  # noqa: PLC0415

    gather(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # in life autovacuum does it, here it is off
    began = time.perf_counter()
    plan(now())
    return time.perf_counter() - began


def write(folder: Path) -> int:
    """Write some of the waiting mails into files as they would be sent; how large one is.

    What composing notes of them is taken back: they are still to be sent.
    """
    from django.db import transaction  # noqa: PLC0415 - models need Django set up

    from actionlearning.outbox.email import compose  # noqa: PLC0415

    written = []
    with transaction.atomic():
        for notice in _mails().select_related("person")[:SAMPLES]:
            message = compose(notice)
            if message is None:
                raise RuntimeError("A mail that nobody needs was planned.")
            written.append(message.message().as_bytes().replace(b"\n", b"\r\n"))
            (folder / f"{notice.pk}.eml").write_bytes(written[-1])
        transaction.set_rollback(True)
    return sum(map(len, written)) // len(written)


def send_plainly(port: int, count: int, folder: str) -> tuple[float, float]:
    """Send so many from four processes; return the mails of a second, and one's CPU ms."""
    each = str(-(-count // WORKERS))
    argv = [sys.executable, "-m", "bench.baseline_smtp", str(port), each, folder]
    running = [
        subprocess.Popen(argv, stdout=subprocess.PIPE)  # noqa: S603
        for _n in range(WORKERS)
    ]
    said = [each.communicate()[0].split() for each in running]
    rates, costs = zip(*[map(float, one) for one in said], strict=True)
    return sum(rates), sum(costs) / WORKERS


def drain(port: int) -> Drained:
    """Let the workers send everything, and watch them."""
    from django.db.models import Count, Max, Min  # noqa: PLC0415 - as above

    from actionlearning.celery import app  # noqa: PLC0415
    from tests.support.stack import Worker, running  # noqa: PLC0415

    url = f"smtp://127.0.0.1:{port}"
    group = [Worker(1, SMTP_URL=url, LOG_LEVEL="WARNING") for _n in range(WORKERS)]
    waits = _mails().filter(state__in=["waiting", "sending"])
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
    sent = _mails().filter(state="sent")
    times = sent.aggregate(first=Min("sent_at"), last=Max("sent_at"), n=Count("pk"))
    took = (times["last"] - times["first"]).total_seconds()
    return Drained(
        sent=times["n"], rate=times["n"] / took, cpu_ms=1000 * used / rest, moved=moved
    )


def _mails() -> QuerySet[Notice]:
    """Return the rows that are mailed: what they carry is not mailed by itself."""
    from tests.support.busy_morning import mails  # noqa: PLC0415 - models need Django set up

    return mails()


if __name__ == "__main__":
    sys.exit(main())
