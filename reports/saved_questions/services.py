"""The questions a presenter kept: theirs alone, and theirs to throw away."""

from django.db import transaction

from meetings.models import Slip
from sets.locking import lock_membership
from sets.models import Membership
from sets.permissions import require


@transaction.atomic
def throw_away(slip: Slip, *, by: Membership) -> None:
    """Delete an own kept question. Nothing is logged: nobody else knows that it is."""
    membership = lock_membership(by)
    require(slip.membership_id == membership.pk)
    slip.delete()
