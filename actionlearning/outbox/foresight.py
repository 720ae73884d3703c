"""Ask once what a batch of mails is going to ask, as `NOTICE_FORESIGHT` says for its kinds."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string

from actionlearning.outbox.models import Notice

logger = logging.getLogger(__name__)


def foresee(notices: Iterable[Notice]) -> None:
    """Ask for all of these what can be asked together.

    A trouble here costs time, and no mail: what is not foreseen, each letter asks itself.
    """
    of_a_kind: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        of_a_kind[notice.kind].append(notice)
    for kind, some in of_a_kind.items():
        if dotted := settings.NOTICE_FORESIGHT.get(kind):
            _foresee(dotted, some)


def _foresee(dotted: str, notices: list[Notice]) -> None:
    try:
        import_string(dotted)(notices)
    except (OperationalError, InterfaceError):
        raise  # The database, not a row: the lease brings them back.
    except Exception as error:  # noqa: BLE001  # one bad row must not stop the others
        # The class alone: its words could quote what somebody wrote.
        logger.error("%s failed: %s", dotted, type(error).__name__)  # noqa: TRY400
