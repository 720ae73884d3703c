"""The only task: each minute, plan what is due and send it.

Celery only starts it. Two schedulers, several workers, or a command at the same moment do
no harm: each row is made once because of its key, and sent once because of its lease.
"""

import datetime as dt
import logging

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from actionlearning.lib.clock import now
from actionlearning.outbox import failing, heartbeat
from actionlearning.outbox.delivery import drain

logger = logging.getLogger(__name__)

#: The next tick goes on where this one stops, so that a worker can be asked to end.
AT_MOST = dt.timedelta(seconds=20)


@shared_task(name="actionlearning.outbox.tasks.tick")
def tick() -> int:
    """Do the work of a minute, and note that Celery has woken a worker."""
    heartbeat.woken(now())
    return work()


def work() -> int:
    """Let every planner queue what is due, then send; return how many were sent.

    If another process plans already, only send. Planning for 100,000 people takes a minute.
    """
    moment = now()
    with heartbeat.planning(moment) as is_mine:
        if is_mine:
            plan(moment)
    return drain(until=now() + AT_MOST)


def plan(moment: dt.datetime) -> None:
    """Let every planner queue what is due."""
    for dotted in settings.NOTICE_PLANNERS:
        try:
            import_string(dotted)(moment)
        except Exception as error:
            # Mail that is due must leave, whatever ails one planner.
            logger.exception("The planner %s failed.", dotted)
            failing.remember(dotted, {failing.WHOLE: error})
