"""The rows that a planner had to leave out, for whoever operates the product.

`/healthz/rows` says that there are some, `manage.py failing` which, and the log where each
failed: by class and id, without content.

See docs/threat-model.md#one-bad-row.
"""

import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path
from traceback import extract_tb

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from actionlearning.lib.clock import now
from actionlearning.outbox.models import FailingRow

logger = logging.getLogger(__name__)

#: A tick tries each minute, so a row that was repaired is healthy soon.
RECENT = dt.timedelta(minutes=30)
KEPT = dt.timedelta(days=7)  #: in the list of `manage.py failing`
#: The row that stands for a planner that failed as a whole.
WHOLE = "all rows"


def note(of: str, failed: Mapping[str, Exception]) -> None:
    """Log the rows that failed, by their names, and remember them."""
    for name, error in failed.items():
        # The class alone: its words could quote what somebody wrote.
        logger.error("%s: %s failed with %s.", of, name, _said(error))
    remember(of, failed)


def remember(of: str, failed: Mapping[str, Exception]) -> None:
    """Store that these rows failed, in one statement."""
    moment = now()
    rows = [
        FailingRow(
            work=of[:100],
            row=name[:220],
            error=type(error).__name__[:100],
            since=moment,
            last_at=moment,
        )
        for name, error in failed.items()
    ]
    try:
        with transaction.atomic():
            FailingRow.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["work", "row"],
                update_fields=["error", "last_at"],
            )
    except DatabaseError:
        # The log has them; the rows that are well must not wait for this.
        logger.exception("Rows that failed could not be remembered.")


def recent() -> QuerySet[FailingRow]:
    """Return the rows that failed lately."""
    return FailingRow.objects.filter(last_at__gt=now() - RECENT)


def forget(moment: dt.datetime) -> int:
    """Delete what has not failed for a week; return how many. Once an hour is enough."""
    if moment.minute:
        return 0
    count, _each = FailingRow.objects.filter(last_at__lt=moment - KEPT).delete()
    return count


def _said(error: Exception) -> str:
    """Return the class of an error, and the line of code where it came up."""
    name, steps = type(error).__name__, extract_tb(error.__traceback__)
    return (
        f"{name} ({Path(steps[-1].filename).name}:{steps[-1].lineno})"
        if steps
        else name
    )
