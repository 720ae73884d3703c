"""The one task: each minute, plan what is due and send it.

Celery only wakes it. Two schedulers, several workers, or a command at the same moment do
no harm: rows are made once by their key and sent once by their lease.
"""

import datetime as dt
import logging

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat
from actionlearning.outbox.delivery import drain

logger = logging.getLogger(__name__)

#: The next tick goes on where this one stops, so that a worker can be asked to end.
AT_MOST = dt.timedelta(seconds=20)


@shared_task(name="actionlearning.outbox.tasks.tick")
def tick() -> int:
    """Do the work of a minute, and note that somebody was woken for it."""
    heartbeat.woken(now())
    return work()


def work() -> int:
    """Let every planner queue what is due, send the outbox; return how much was sent.

    Where another process plans already, which takes it a minute for 100,000 people, this
    one sends.
    """
    moment = now()
    with heartbeat.planning(moment) as is_mine:
        if is_mine:
            plan(moment)
    return drain(until=now() + AT_MOST)


def plan(moment: dt.datetime) -> None:
    """Let every planner queue what is due."""
    for dotted in settings.NOTICE_PLANNERS:
        _plan(dotted, moment)


def _plan(dotted: str, moment: dt.datetime) -> None:
    try:
        import_string(dotted)(moment)
    except Exception:
        # Mail that is due must leave, whatever ails one planner.
        logger.exception("The planner %s failed.", dotted)
