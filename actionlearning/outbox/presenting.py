"""Let people find in their notices what no mail was written for."""

import datetime as dt
import logging

from django.db.models import Q

from actionlearning.outbox.email import as_the_reader, written
from actionlearning.outbox.inbox import show
from actionlearning.outbox.models import Notice

logger = logging.getLogger(__name__)

State = Notice.State
SINCE = dt.timedelta(days=1)
AT_ONCE = 200  #: rows that one tick writes, so that it stays short
#: Why a row was dropped that nobody has to find.
OVER = ("called off", "too late", "no longer needed", "account closed")


def present(moment: dt.datetime) -> int:
    """Show what is due and was settled before it was written; return how many rows.

    Most rows are shown when their mail is written. An address that takes no mail, and a
    morning mail that never left, must not take the notice away too.
    """
    rows = Notice.objects.filter(
        ~Q(why__in=OVER),
        state__in=[State.FAILED, State.DROPPED],
        person__is_active=True,
        shown_at=None,
        due_at__range=(moment - SINCE, moment),
    )
    found = list(rows.select_related("person").order_by("due_at", "pk")[:AT_ONCE])
    for notice in found:
        _present(notice)
    return len(found)


def _present(notice: Notice) -> None:
    with as_the_reader(notice):
        try:
            letter = written(notice)
        except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
            # The class alone: its words could quote what somebody wrote.
            logger.error("%s cannot be shown: %s", notice, type(error).__name__)  # noqa: TRY400
            letter = None
        show(notice, letter)
