"""Ask once for a batch of rows what their letters would ask one by one.

A batch is what one process has claimed and sends within seconds. Whether a reader may
have a letter is never asked here: each letter asks that just before it is sent.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects

from actionlearning.outbox.each_row import AWAY, each, load
from actionlearning.outbox.kinds import GATHERERS
from actionlearning.outbox.leases import fail
from actionlearning.outbox.models import Notice


def gather(batch: Sequence[Notice]) -> None:
    """Fetch the messages of digests, and let each kind ask for all of its rows."""
    _fetch_bundled(batch)
    of_kind: dict[str, list[Notice]] = defaultdict(list)
    for mail in batch:
        for row in (mail, *mail.bundled.all()):
            of_kind[row.kind].append(row)
    for kind in of_kind.keys() & GATHERERS.keys():
        _ask(kind, of_kind[kind])


def _fetch_bundled(batch: Sequence[Notice]) -> None:
    """Fetch the messages of digests; those that cannot be read have failed."""
    bundled = Notice.objects.filter(state=Notice.State.BUNDLED)
    try:
        prefetch_related_objects(batch, Prefetch("bundled", bundled))
    except AWAY:
        raise
    except Exception:  # noqa: BLE001  # which one, and why, is found here
        rows = bundled.filter(bundled_in__in=[mail.pk for mail in batch])
        load(rows, of="daily digest", otherwise=fail)
        prefetch_related_objects(batch, Prefetch("bundled", bundled))


def _ask(kind: str, rows: Sequence[Notice]) -> None:
    try:
        GATHERERS[kind](rows)
    except AWAY:
        raise  # The database, not a row: the lease brings them back.
    except Exception:  # noqa: BLE001  # which one, and why, is found here
        # The letter of the row that fails asks for itself.
        each(rows, lambda row: GATHERERS[kind]([row]), of=f"gathering: {kind}")
