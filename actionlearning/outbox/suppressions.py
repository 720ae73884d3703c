"""Addresses that refuse: after some refusals for good a mailbox is paused.

See docs/threat-model.md#addresses-that-refuse.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.models import Mailbox, Notice

REFUSALS_UNTIL_PAUSED = 3  #: in a row; then nothing more is sent there
PAUSED = "address paused"


def troubled(notices: Iterable[Notice]) -> dict[str, dt.datetime | None]:
    """Return the mailboxes that have refused before, each with when it was paused."""
    addresses = {notice.mailbox for notice in notices}
    rows = Mailbox.objects.filter(address__in=addresses)
    return dict(rows.values_list("address", "paused_at"))


def refused(address: str) -> None:
    """Count a refusal for good, and pause the mailbox where it is one too many."""
    with transaction.atomic():
        box, _is_new = Mailbox.objects.get_or_create(address=address)
        rows = Mailbox.objects.filter(pk=box.pk)
        rows.update(refusals=F("refusals") + 1)
        rows.filter(refusals__gte=REFUSALS_UNTIL_PAUSED, paused_at=None).update(
            paused_at=now()
        )


def served(address: str) -> None:
    """Forget the refusals: a mail has arrived."""
    Mailbox.objects.filter(address=address).delete()


def paused_at(address: str) -> dt.datetime | None:
    """Return since when nothing is sent to an address; None where mail goes out."""
    paused = Mailbox.objects.filter(address=address.lower(), paused_at__isnull=False)
    return paused.values_list("paused_at", flat=True).first()


def try_again(person: User) -> None:
    """Write to this person again, and send what was held back and is still of use."""
    with transaction.atomic():
        served(person.email.lower())
        Notice.objects.filter(
            person=person,
            state=Notice.State.FAILED,
            why=PAUSED,
            useless_after__gt=now(),
        ).update(state=Notice.State.WAITING, why="", due_at=now())
