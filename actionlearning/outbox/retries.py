"""Decide when a failed message is tried again, and how often."""

import datetime as dt
import random

from actionlearning.lib.clock import now
from actionlearning.outbox.leases import State, settle
from actionlearning.outbox.models import Notice

TRIES = 5  #: of a row that cannot be written
SENDS = 9  #: of what is refused for now: an hour and a half, and more
LONGEST = 30  #: minutes between two tries


def again(notice: Notice, why: str, most: int) -> bool:
    """Queue a row again, or give it up after `most` attempts; return False: it was not sent."""
    tries = notice.attempts + 1
    if tries >= most:
        return settle(notice, State.FAILED, why, attempts=tries)
    later = now() + back_off(tries)
    return settle(notice, State.WAITING, why, attempts=tries, due_at=later)


def back_off(tries: int) -> dt.timedelta:
    """Return how long to wait after this many tries: 1, 2, 4 … 30 minutes, ± 20 %."""
    minutes: int = min(2 ** (tries - 1), LONGEST)
    return dt.timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311
