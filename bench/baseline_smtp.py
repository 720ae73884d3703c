"""Send mails that are written already: `python -m bench.baseline_smtp PORT COUNT FOLDER`.

Nothing but `smtplib`, from the files of a folder, one after the other. Prints mails a
second, and the processor time of one in milliseconds.
"""

import smtplib
import sys
import time
from itertools import cycle, islice
from pathlib import Path

BATCH = 100  #: as many over one connection as the outbox claims at a time


def send(port: int, count: int, folder: Path) -> None:
    """Send so many mails."""
    mails = cycle([each.read_bytes() for each in sorted(folder.iterdir())])
    for first in range(0, count, BATCH):
        with smtplib.SMTP("127.0.0.1", port) as link:
            for mail in islice(mails, min(BATCH, count - first)):
                link.sendmail("sets@example.org", ["pia@example.org"], mail)


if __name__ == "__main__":
    port, count, folder = sys.argv[1:]
    began = time.perf_counter()
    send(int(port), int(count), Path(folder))
    took = time.perf_counter() - began
    print(int(count) / took, 1000 * time.process_time() / int(count))
