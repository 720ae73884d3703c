"""Raise a request to management, withdraw it, answer it."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.errors import Stale
from actionlearning.outbox.services import notify
from reports.models import Request
from reports.permissions import may_raise, may_withdraw
from reports.throttle import throttle_letters
from sets.locking import lock_membership, lock_row
from sets.log import record
from sets.models import LearningSet, Membership, SetManager
from sets.permissions import require
from sets.verbs import Verb

MOMENTS = ("acknowledged_at", "answered_at")
USEFUL = dt.timedelta(days=14)


@transaction.atomic
def raise_request(
    learning_set: LearningSet,
    *,
    by: Membership,
    sentence: str,
    needed_by: dt.date | None,
    client_id: UUID,
) -> Request:
    """Raise a request to the set's managers; the same form sent twice raises it once.

    Raises `RateLimited` if this person has raised enough requests for one day.
    """
    by = lock_membership(by)
    require(may_raise(by))
    if asked := Request.objects.filter(client_id=client_id).first():
        return asked
    own = Request.objects.filter(raised_by__user=by.user_id)
    throttle_letters(own, "raised_at", by=by.user)
    request = Request.objects.create(
        client_id=client_id,
        learning_set=learning_set,
        raised_by=by,
        sentence=sentence,
        needed_by=needed_by,
    )
    record(learning_set, Verb.REQUEST_RAISED, by=by.user, about=request)
    managers = learning_set.managers.filter(ended_at=None)
    for manager in managers.select_related("user"):
        _tell(request, "request_raised", manager.user)
    return request


@transaction.atomic
def withdraw(request: Request, *, by: Membership) -> Request:
    """Withdraw an open request. Raises `Stale` if it was answered."""
    by = lock_membership(by)
    request = lock_row(Request.objects, request, "learning_set", "raised_by__user")
    if request.state == Request.State.WITHDRAWN:
        return request
    if not request.is_open:
        raise Stale(_("It has been answered in the meantime."))
    require(may_withdraw(by, request))
    request.state, request.withdrawn_at = Request.State.WITHDRAWN, now()
    request.save(update_fields=["state", "withdrawn_at"])
    record(request.learning_set, Verb.REQUEST_WITHDRAWN, by=by.user, about=request)
    return request


@transaction.atomic
def answer(request: Request, *, by: SetManager, state: str, answer: str) -> Request:
    """Acknowledge, decide or decline a request, and tell everybody in the set.

    The day of the acknowledgement stays when the request is settled. Raises `Stale` if the
    request is no longer open, and `PermissionDenied` if `by` no longer manages the set.
    """
    current = SetManager.objects.select_for_update(no_key=True).filter(ended_at=None)
    require(current.filter(pk=by.pk).first() is not None)
    request = lock_row(Request.objects, request, "learning_set", "raised_by__user")
    if request.state == state and request.answer == answer:
        return request
    if not request.is_open:
        raise Stale(_("It has been answered in the meantime."))
    request.state, request.answer, request.answered_by = state, answer, by.user
    if state == Request.State.ACKNOWLEDGED:
        request.acknowledged_at = now()
    else:
        request.answered_at = now()
    request.save(update_fields=["state", "answer", "answered_by", *MOMENTS])
    record(request.learning_set, Verb(f"request.{state}"), by=by.user, about=request)
    memberships = Membership.current.of(request.learning_set)
    for membership in memberships.select_related("user"):
        _tell(request, "request_answered", membership.user, f":{state}")
    return request


def _tell(request: Request, kind: str, person: User, about: str = "") -> None:
    notify(
        kind,
        to=person,
        key=f"{kind}:{request.pk}{about}:{person.pk}",
        about={"request": request.pk},
        useless_after=now() + USEFUL,
        set_code=request.learning_set.code,
    )
