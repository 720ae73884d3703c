"""What this machine can do at most, from one process of several at once.

`python -m bench.ceiling smtp PORT COUNT FOLDER` sends the mails of a folder, one after
the other, from files that are written already. `python -m bench.ceiling claims COUNT`
claims rows of the outbox and marks each, in bare SQL. Both print mails a second, and the
processor time of one in milliseconds.
"""

from __future__ import annotations

import os
import smtplib
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import psycopg

BATCH = 100  #: as the outbox claims, and sends over one connection

CLAIM = """
    UPDATE outbox_notice SET state = 'sending', leased_until = now() + interval '3 minutes'
    WHERE id IN (
        SELECT id FROM outbox_notice WHERE state = 'waiting' AND due_at <= now()
        ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING id
"""
MARK = "UPDATE outbox_notice SET state = 'sent', sent_at = now(), leased_until = NULL WHERE id = %s"


def smtp(port: int, count: int, folder: Path) -> float:
    """Send so many mails; return how many a second."""
    mails = cycle([each.read_bytes() for each in sorted(folder.iterdir())])
    began, left = time.perf_counter(), count
    while left:
        with smtplib.SMTP("127.0.0.1", port) as link:
            for mail in islice(mails, min(BATCH, left)):
                link.sendmail("sets@example.org", ["pia@example.org"], mail)
        left -= min(BATCH, left)
    return count / (time.perf_counter() - began)


def claims(count: int) -> float:
    """Claim and mark so many rows, or what there is; return how many a second."""
    began, done = time.perf_counter(), 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as link:
        while done < count and (rows := link.execute(CLAIM, [BATCH]).fetchall()):
            for row in rows:
                link.execute(MARK, row)
            done += len(rows)
    return done / (time.perf_counter() - began)


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    count = int(numbers[1] if what == "smtp" else numbers[0])
    if what == "smtp":
        rate = smtp(int(numbers[0]), count, Path(numbers[2]))
    else:
        rate = claims(count)
    print(rate, 1000 * time.process_time() / count)
