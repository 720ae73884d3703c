"""Begin a membership, and end it."""

import datetime as dt

from django.db import transaction

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.services import cancel, notify
from sets.locking import lock_set
from sets.log import record
from sets.models import LearningSet, Membership
from sets.verbs import Verb

NEWS_FOR = dt.timedelta(days=14)


def join(
    learning_set: LearningSet,
    user: User,
    *,
    kind: str = Membership.Kind.MEMBER,
    is_coordinator: bool = False,
) -> Membership:
    """Return the person's membership in the set, made now if they have none.

    A person who comes back gets a new membership: nothing of the old one opens again. If
    nobody coordinates the set, because the last person has left it, the first to come in
    does.
    """
    with transaction.atomic():
        # Ending a membership locks the set too: nobody joins while the last one leaves.
        lock_set(learning_set, by=None)
        membership, is_new = Membership.objects.get_or_create(
            learning_set=learning_set,
            user=user,
            left_at=None,
            defaults={
                "kind": kind,
                "is_coordinator": is_coordinator,
                "on_rota": kind == Membership.Kind.MEMBER,
            },
        )
        if is_new:
            record(learning_set, Verb.MEMBER_JOINED, by=user, about=membership)
            if _keep_a_coordinator(learning_set, by=user) == membership:
                membership.is_coordinator = True
            _tell_when_it_meets(membership)
    return membership


def end(membership: Membership, *, by: Membership) -> Membership:
    """End a membership and all mail that waits for it (threat-model.md#removal).

    If the last coordinator goes, the longest member takes over. This app knows no streams:
    pages end a membership by `meetings.set_pages.services.leaving.end_membership`.
    """
    with transaction.atomic():
        lock_set(membership.learning_set, by=None if by == membership else by)
        left_at = now()
        if Membership.current.filter(pk=membership.pk).update(left_at=left_at):
            membership.left_at = left_at
            verb = Verb.MEMBER_LEFT if by == membership else Verb.MEMBER_REMOVED
            record(membership.learning_set, verb, by=by.user, about=membership)
            cancel(person=membership.user, set_code=membership.learning_set.code)
            _keep_a_coordinator(membership.learning_set, by=by.user)
            _tell_former_member(membership, by=by)
    return membership


def _tell_when_it_meets(membership: Membership) -> None:
    notify(
        "meeting_scheduled",
        to=membership.user,
        key=f"meeting_scheduled:{membership.pk}",
        about={"membership": membership.pk},
        useless_after=now() + NEWS_FOR,
        set_code=membership.learning_set.code,
    )


def _tell_former_member(membership: Membership, *, by: Membership) -> None:
    """Queue a notice without a set: the notices of the set are cancelled by now."""
    notify(
        "place_ended",
        to=membership.user,
        key=f"place_ended:{membership.pk}",
        about={"membership": membership.pk, "by": by.pk},
        useless_after=now() + NEWS_FOR,
    )


def _keep_a_coordinator(learning_set: LearningSet, *, by: User) -> Membership | None:
    """Let the longest member coordinate a set if nobody does, or else an adviser.

    Return the new coordinator, or None if there is one already or nobody is left.
    """
    left = Membership.current.of(learning_set).order_by("joined_at", "pk")
    if left.filter(is_coordinator=True).exists():
        return None
    heir = left.filter(kind=Membership.Kind.MEMBER).first() or left.first()
    if heir:
        heir.is_coordinator = True
        heir.save(update_fields=["is_coordinator"])
        record(learning_set, Verb.COORDINATOR_APPOINTED, by=by, about=heir)
    return heir
