"""Addresses that refuse mail: after some refusals for good we write there no more.

See docs/threat-model.md#addresses-that-refuse.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Notice, SuppressedAddress

REFUSALS_UNTIL_PAUSED = 3  #: in a row; then nothing more is sent there
PAUSED = "address paused"


def refusing(notices: Iterable[Notice]) -> dict[str, dt.datetime | None]:
    """Return the recipients that have refused before, each with when it was paused."""
    addresses = {notice.recipient for notice in notices}
    rows = SuppressedAddress.objects.filter(address__in=addresses)
    return dict(rows.values_list("address", "paused_at"))


def count_refusal(address: str) -> None:
    """Count a refusal for good, and pause the address if it is one too many."""
    with transaction.atomic():
        suppressed, _is_new = SuppressedAddress.objects.get_or_create(address=address)
        rows = SuppressedAddress.objects.filter(pk=suppressed.pk)
        rows.update(refusals=F("refusals") + 1)
        rows.filter(refusals__gte=REFUSALS_UNTIL_PAUSED, paused_at=None).update(
            paused_at=now()
        )


def forget_refusals(address: str) -> None:
    """Forget the refusals: a mail has arrived."""
    SuppressedAddress.objects.filter(address=address).delete()


def paused_at(address: str) -> dt.datetime | None:
    """Return since when nothing is sent to an address, or None if it gets mail."""
    paused = SuppressedAddress.objects.filter(
        address=address.lower(), paused_at__isnull=False
    )
    return paused.values_list("paused_at", flat=True).first()


def try_again(person: User) -> None:
    """Write to this person again, and queue the paused messages that are still of use."""
    with transaction.atomic():
        forget_refusals(person.email.lower())
        Notice.objects.filter(
            person=person,
            state=Notice.State.FAILED,
            why=PAUSED,
            useless_after__gt=now(),
        ).update(state=Notice.State.WAITING, why="", due_at=now())
