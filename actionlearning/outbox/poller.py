"""Send without being woken: a thread in every worker process looks for itself.

Celery wakes one worker a minute. Beside that, a thread in each worker process looks for
rows that are due. So mail leaves if Redis or beat is down, and a message that a page has
just queued need not wait for the minute. If no worker was woken for too long, one of the
processes plans as well.

See docs/threat-model.md#workers.
"""

import datetime as dt
import logging
import random
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.leases import is_anything_due
from actionlearning.outbox.tasks import work

logger = logging.getLogger(__name__)

EACH = 10.0  #: seconds between two looks
AT_MOST = dt.timedelta(seconds=5)  #: a worker that is asked to end waits this long
GRACE = 15  #: seconds: that, and the mail in hand

_ending = threading.Event()
_threads: list[threading.Thread] = []


def start(**_signal: Any) -> None:
    """Start the thread of this process."""
    _ending.clear()
    thread = threading.Thread(target=_keep_looking, name="outbox", daemon=True)
    _threads.append(thread)
    thread.start()


def stop(**_signal: Any) -> None:
    """Stop the thread after the mail in hand."""
    _ending.set()
    while _threads:
        _threads.pop().join(GRACE)


def look() -> int:
    """Send what is due, and plan if no other process does; return how many were sent."""
    heartbeat.begin(now())
    if heartbeat.take_over(now()):
        logger.warning("Nobody was woken for too long: working without it.")
        return work()
    if not is_anything_due(now()):
        return 0
    return drain(until=now() + AT_MOST)


def _keep_looking() -> None:
    # Nothing before the first pause: a new process still holds its parent's connections.
    # Not all at once: a pause of its own keeps each process out of the others' step.
    while not _ending.wait(EACH * random.uniform(0.8, 1.2)):  # noqa: S311
        while _safely(look) and not _ending.is_set():
            pass


def _safely(do: Callable[[], int]) -> int:
    """Call `do` and log its errors: nobody would notice that the thread has ended."""
    try:
        return do()
    except Exception:
        logger.exception("Looking for mail that is due failed.")
        return 0
    finally:
        connections.close_all()
