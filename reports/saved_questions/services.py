"""Throw a saved question away."""

from django.db import transaction

from meetings.models import Slip
from sets.locking import lock_membership
from sets.models import Membership
from sets.permissions import require


@transaction.atomic
def throw_away(slip: Slip, *, by: Membership) -> None:
    """Delete one's own saved question. Nothing is logged: nobody else knows of it."""
    membership = lock_membership(by)
    require(slip.membership_id == membership.pk)
    slip.delete()
