"""What a person has read of their notices."""

import datetime as dt

from django.db.models import QuerySet

from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice


def mark(notices: QuerySet[Notice], *, read: bool) -> int:
    """Note that these were read, or are to be read again; return how many changed."""
    moment: dt.datetime | None = now() if read else None
    changing = notices.order_by().filter(read_at__isnull=read)
    return changing.update(read_at=moment)
