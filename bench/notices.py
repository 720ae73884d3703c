"""A morning's reminders, drained by four workers: `./bin/bench notices [HOW MANY]`.

A notice of the morning is folded into one mail a person, so each of these is a row that
is carried and a row that carries it. Beside it, in the same run on the same machine, what
it cannot be faster than: the same number of such mails that are written already, sent by
four processes with nothing but `smtplib`, and the same claims and marks as bare SQL. All
share the machine with the mail server and the database, so the processor time of one mail
stands beside the rate, and what is left of it for a worker that claims, sends and marks
but writes nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.parts import services, show

NOTICES = 100_000
WORKERS = 4
BAR = 0.6
FLAT = 20 * 1024  #: KiB that a worker's memory may move
SAMPLES = 300  #: mails that are written before, for the plain sends


def main() -> int:
    """Measure; say whether the bars hold."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NOTICES
    with services():
        from django.db import connection  # noqa: PLC0415 - as the rest

        from bench import drained  # noqa: PLC0415 - models need Django set up
        from tests.morning import morning  # noqa: PLC0415
        from tests.stack import Process, environment, free_port, running  # noqa: PLC0415

        began = time.perf_counter()
        made = morning(count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # in life autovacuum does it, here it is off
        print(
            f"... {made} planned in {time.perf_counter() - began:.0f} s",
            file=sys.stderr,
        )
        port = free_port()
        sink = Process("bench.sink", str(port), ready="sink ready", env=environment())
        with running(sink), TemporaryDirectory() as folder:
            size = drained.write(Path(folder), SAMPLES)
            each = str(-(-made // WORKERS))
            plain, plain_ms = _together("smtp", str(port), each, folder)
            ours = drained.drain(port, WORKERS)
            drained.again()
            claims, claims_ms = _together("claims", str(port), each, folder)
            drained.again()
            both, both_ms = _together("both", str(port), each, folder)
    ratio = ours.rate / min(plain, claims)
    is_whole = ours.sent == made
    show(
        ["what", "a second", "CPU ms each", "beside"],
        [
            [*("plain SMTP sends", f"{plain:.0f}", f"{plain_ms:.2f}"), f"{size} bytes"],
            ["claims and marks, bare SQL", f"{claims:.0f}", f"{claims_ms:.2f}", ""],
            [
                *("both, and nothing is written", f"{both:.0f}", f"{both_ms:.2f}"),
                f"{both / min(plain, claims):.2f}",
            ],
            [
                *("mornings, four workers", f"{ours.rate:.0f}", f"{ours.cpu_ms:.2f}"),
                f"{ours.sent} of {made} sent, load {ours.load:.1f}",
            ],
            ["a worker's memory moved", f"{ours.moved / 1024:.1f} MiB", "", "bar 20"],
        ],
    )
    print(f"notices: {ratio:.2f} (bar {BAR})")
    return 0 if ratio >= BAR and ours.moved <= FLAT and is_whole else 1


def _together(*what: str) -> tuple[float, float]:
    """Run four at once; return what they do a second, all together, and one's CPU ms."""
    argv = [sys.executable, "-m", "bench.ceiling", *what]
    running = [
        subprocess.Popen(argv, stdout=subprocess.PIPE)  # noqa: S603
        for _n in range(WORKERS)
    ]
    said = [each.communicate()[0].split() for each in running]
    rates, costs = zip(*[map(float, one) for one in said], strict=True)
    return sum(rates), sum(costs) / WORKERS


if __name__ == "__main__":
    sys.exit(main())
