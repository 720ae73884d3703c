"""A morning's reminders, drained by four workers: `./bin/bench notices [HOW MANY]`.

Beside it, in the same run on the same machine, what it cannot be faster than: the same
number of mails that are written already, sent by four processes with nothing but
`smtplib`, and the same claims and marks as bare SQL.
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
        from bench import drained  # noqa: PLC0415 - models need Django set up
        from tests.morning import morning  # noqa: PLC0415
        from tests.stack import Process, environment, free_port, running  # noqa: PLC0415

        began = time.perf_counter()
        made = morning(count)
        print(
            f"... {made} planned in {time.perf_counter() - began:.0f} s",
            file=sys.stderr,
        )
        port = free_port()
        sink = Process("bench.sink", str(port), ready="sink ready", env=environment())
        with running(sink), TemporaryDirectory() as folder:
            drained.write(Path(folder), SAMPLES)
            each = str(-(-made // WORKERS))
            plain = _together("smtp", str(port), each, folder)
            ours, moved, load = drained.drain(port, WORKERS)
            drained.again()
            claims = _together("claims", each)
    ratio = ours / min(plain, claims)
    show(
        ["what", "a second", "beside"],
        [
            ["plain SMTP sends, four processes", f"{plain:.0f}", ""],
            ["claims and marks as bare SQL", f"{claims:.0f}", ""],
            ["reminders, four workers", f"{ours:.0f}", f"{made} sent, load {load:.1f}"],
            ["a worker's memory moved by", f"{moved / 1024:.1f} MiB", "bar 20"],
        ],
    )
    print(f"notices: {ratio:.2f} (bar {BAR})")
    return 0 if ratio >= BAR and moved <= FLAT else 1


def _together(*what: str) -> float:
    """Run four at once; return what they do a second, all together."""
    argv = [sys.executable, "-m", "bench.ceiling", *what]
    running = [
        subprocess.Popen(argv, stdout=subprocess.PIPE)  # noqa: S603
        for _n in range(WORKERS)
    ]
    return sum(float(each.communicate()[0]) for each in running)


if __name__ == "__main__":
    sys.exit(main())
