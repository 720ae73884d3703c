"""Ask once for a batch of rows what their letters would ask one by one.

A batch is what one process has claimed and sends within seconds. Whether a reader may
have a letter is never asked here: each letter asks that just before it is sent.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError
from django.db.models import Prefetch, prefetch_related_objects

from actionlearning.outbox.kinds import GATHERERS
from actionlearning.outbox.models import Notice

logger = logging.getLogger(__name__)


def gather(batch: Sequence[Notice]) -> None:
    """Fetch the messages of digests, and let each kind ask for all of its rows."""
    bundled = Notice.objects.filter(state=Notice.State.BUNDLED)
    prefetch_related_objects(batch, Prefetch("bundled", bundled))
    of_kind: dict[str, list[Notice]] = defaultdict(list)
    for mail in batch:
        for row in (mail, *mail.bundled.all()):
            of_kind[row.kind].append(row)
    for kind in of_kind.keys() & GATHERERS.keys():
        _ask(kind, of_kind[kind])


def _ask(kind: str, rows: Sequence[Notice]) -> None:
    try:
        GATHERERS[kind](rows)
    except (OperationalError, InterfaceError):
        raise  # The database, not a row: the lease brings them back.
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        # Each letter now asks for itself. The class alone: words could quote somebody.
        logger.error("%s cannot be gathered: %s", kind, type(error).__name__)  # noqa: TRY400
