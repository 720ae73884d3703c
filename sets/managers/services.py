"""End the appointment of a set's manager."""

from django.db import transaction

from actionlearning.lib.clock import now
from actionlearning.outbox.services import cancel
from sets.locking import lock_set
from sets.log import record
from sets.models import Membership, SetManager
from sets.permissions import may_end_management, require
from sets.verbs import Verb


@transaction.atomic
def end_management(
    appointment: SetManager, *, by: Membership | SetManager
) -> SetManager:
    """End an appointment, as the coordinator or as the manager: access ends at once.

    Mail that still waits for the manager is cancelled, unless they also belong to the
    set. Requests and releases stay, for other managers and later ones. Ending an
    appointment twice changes nothing. Raises `PermissionDenied`.
    """
    learning_set = appointment.learning_set
    if isinstance(by, Membership):
        lock_set(learning_set, by=by)
        require(may_end_management(by))
    else:
        lock_set(learning_set, by=None)
        require(by == appointment)
    ended_at = now()
    current = SetManager.objects.filter(pk=appointment.pk, ended_at=None)
    if current.update(ended_at=ended_at):
        appointment.ended_at = ended_at
        verb = (
            Verb.MANAGER_RESIGNED
            if by.user_id == appointment.user_id
            else Verb.MANAGER_DISMISSED
        )
        record(learning_set, verb, by=by.user, about=appointment)
        # A letter to managers asks for the appointment again before it is sent.
        person = appointment.user
        if not Membership.current.of(learning_set).filter(user=person).exists():
            cancel(person=person, set_code=learning_set.code)
    return appointment
