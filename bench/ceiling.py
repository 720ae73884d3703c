"""What this machine can do at most, from one process of several at once.

`python -m bench.ceiling smtp PORT COUNT FOLDER` sends the mails of a folder, one after
the other, from files that are written already. `… claims PORT COUNT FOLDER` claims rows
of the outbox and marks each, in bare SQL. `… both PORT COUNT FOLDER` claims a row, sends
a mail that is written already, and marks the row: a worker that writes nothing. All print
mails a second, and the processor time of one in milliseconds.
"""

from __future__ import annotations

import os
import smtplib
import sys
import time
from collections.abc import Iterator
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


Rows = Iterator[tuple[psycopg.Connection, int]]


def smtp(port: int, count: int, folder: Path) -> int:
    """Send so many mails."""
    mails, left = _written(folder), count
    while left:
        with _link(port) as link:
            for mail in islice(mails, min(BATCH, left)):
                _send(link, mail)
        left -= min(BATCH, left)
    return count


def claims(_port: int, count: int, _folder: Path) -> int:
    """Claim and mark so many rows, or what there is; return how many."""
    done = 0
    for batch in _claimed(count):
        for database, row in batch:
            database.execute(MARK, [row])
            done += 1
    return done


def both(port: int, count: int, folder: Path) -> int:
    """Claim, send and mark so many; return how many."""
    mails, done = _written(folder), 0
    for batch in _claimed(count):
        with _link(port) as link:
            for database, row in batch:
                _send(link, next(mails))
                database.execute(MARK, [row])
                done += 1
    return done


def _claimed(count: int) -> Iterator[Rows]:
    done = 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        while done < count:
            rows = database.execute(CLAIM, [BATCH]).fetchall()
            if not rows:
                return
            yield ((database, row) for (row,) in rows)
            done += len(rows)


def _written(folder: Path) -> Iterator[bytes]:
    return cycle([each.read_bytes() for each in sorted(folder.iterdir())])


def _link(port: int) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", port)


def _send(link: smtplib.SMTP, mail: bytes) -> None:
    link.sendmail("sets@example.org", ["pia@example.org"], mail)


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    ways = {"smtp": smtp, "claims": claims, "both": both}
    began = time.perf_counter()
    done = ways[what](int(numbers[0]), int(numbers[1]), Path(numbers[2]))
    took = time.perf_counter() - began
    print(done / took, 1000 * time.process_time() / max(done, 1))
