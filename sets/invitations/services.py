"""Invite people into a set, revoke an invitation, and accept one.

An invitation is for one address and is used once. Every service locks the set or the
invitation first, so that two requests at once come one after the other.

See docs/threat-model.md#invitations.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from actionlearning.accounts.models import User
from actionlearning.lib.addresses import spelled
from actionlearning.lib.clock import now
from actionlearning.lib.errors import NotAllowedYet, NotYours, RateLimited, Stale
from actionlearning.outbox.services import notify
from sets.invitations.queries import addresses_inside
from sets.locking import lock_set
from sets.log import record
from sets.memberships import join
from sets.models import Invitation, LearningSet, Membership, SetManager
from sets.models.invitation import VALID_FOR
from sets.verbs import Verb

PER_DAY = 20  #: new invitations of one set within 24 hours (threat-model.md#limits)
PER_PERSON = 60  #: new invitations by one person within 24 hours, over all sets
#: Most members of a set, invited ones included (docs/domain.md#size-and-quorum).
MOST_MEMBERS = 10
DAY = dt.timedelta(days=1)


def invite(
    learning_set: LearningSet,
    emails: list[str],
    *,
    by: Membership,
    role: str = Invitation.Role.MEMBER,
) -> list[Invitation]:
    """Return one open invitation per address, made and mailed if there was none.

    People who belong to the set or manage it are left out. A new invitation replaces one
    that has expired or was for another role. Raises `RateLimited`, or `NotAllowedYet` if
    the set has no room for so many; then nothing was sent.
    """
    with transaction.atomic():
        lock_set(learning_set, by=by)
        inside = {*addresses_inside(learning_set), ""}
        asked = dict.fromkeys(map(spelled, emails))
        wanted = [email for email in asked if email not in inside]
        pending = _pending(learning_set, wanted, role=role, by=by)
        new = [email for email in wanted if email not in pending]
        _within_a_day(learning_set, len(new), by=by.user)
        if role == Invitation.Role.MEMBER:
            _within_the_round(learning_set, len(new))
        for email in new:
            pending[email] = _sent(learning_set, email, role, by=by)
    return [pending[email] for email in wanted]


def revoke(invitation: Invitation, *, by: Membership) -> Invitation:
    """Revoke an invitation: its link is void, and its mail too if it was not sent yet."""
    with transaction.atomic():
        lock_set(by.learning_set, by=by)
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if locked.accepted_at is None and locked.revoked_at is None:
            _close(locked, by=by)
    return locked


def accept(invitation: Invitation, *, user: User) -> Membership | SetManager:
    """Accept an invitation: the person joins the set, or becomes its manager.

    Accepting twice gives the same membership. Raises `NotYours` if it was for another
    address, and `Stale` if it is not open any more.
    """
    with transaction.atomic():
        # The set before the invitation, as whoever revokes it locks them.
        lock_set(invitation.learning_set, by=None)
        locked = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("learning_set")
            .get(pk=invitation.pk)
        )
        if spelled(locked.email) != spelled(user.email):
            raise NotYours(_("This invitation was sent to another address."))
        if locked.state not in {"open", "accepted"} or locked.learning_set.is_closed:
            raise _void()
        if locked.state == "open":
            locked.accepted_at = now()
            locked.save(update_fields=["accepted_at"])
            return _come_in(locked, user)
        return _membership_of(locked, user)


def _pending(
    learning_set: LearningSet, emails: list[str], *, role: str, by: Membership
) -> dict[str, Invitation]:
    """Return the open invitations by address, and close those that must be renewed."""
    pending = {}
    unspent = learning_set.invitations.filter(accepted_at=None, revoked_at=None)
    for each in unspent:
        address = spelled(each.email)
        if address not in emails:
            continue
        if each.state == "open" and each.role == role:
            pending[address] = each
        else:
            _close(each, by=by)
    return pending


def _within_a_day(learning_set: LearningSet, more: int, *, by: User) -> None:
    today = Invitation.objects.filter(created_at__gt=now() - DAY)
    of_set = PER_DAY - today.filter(learning_set=learning_set).count()
    of_person = PER_PERSON - today.filter(invited_by=by).count()
    left = max(min(of_set, of_person), 0)
    if more > left:
        raise RateLimited(
            ngettext(
                "That is more than one day allows: %(left)d more invitation can go out "
                "today, the others tomorrow.",
                "That is more than one day allows: %(left)d more invitations can go out "
                "today, the others tomorrow.",
                left,
            )
            % {"left": left},
            DAY,
        )


def _within_the_round(learning_set: LearningSet, more: int) -> None:
    members = Membership.current.members_of(learning_set)
    asked = learning_set.invitations.filter(
        accepted_at=None, revoked_at=None, role=Invitation.Role.MEMBER
    )
    left = max(MOST_MEMBERS - members.count() - asked.count(), 0)
    if more > left:
        raise NotAllowedYet(
            ngettext(
                "A set has at most %(most)d members; %(left)d place is left.",
                "A set has at most %(most)d members; %(left)d places are left.",
                left,
            )
            % {"most": MOST_MEMBERS, "left": left}
        )


def _sent(
    learning_set: LearningSet, email: str, role: str, *, by: Membership
) -> Invitation:
    invitation = Invitation.objects.create(
        learning_set=learning_set,
        email=email,
        role=role,
        invited_by=by.user,
        expires_at=now() + VALID_FOR,
    )
    record(learning_set, Verb.INVITATION_SENT, by=by.user, about=invitation)
    notify(
        "invitation",
        to=None,
        address=email,
        key=f"invitation:{invitation.pk}",
        about={"invitation": invitation.pk, "language": _language(email, by)},
        useless_after=invitation.expires_at,
        set_code=learning_set.code,
    )
    return invitation


def _language(email: str, by: Membership) -> str:
    """Return the language of the person with this address, or else of the inviter."""
    known = User.objects.filter(email__iexact=email).values_list("language", flat=True)
    return known.first() or by.user.language


def _close(invitation: Invitation, *, by: Membership) -> None:
    invitation.revoked_at = now()
    invitation.save(update_fields=["revoked_at"])
    record(by.learning_set, Verb.INVITATION_REVOKED, by=by.user, about=invitation)


def _come_in(invitation: Invitation, user: User) -> Membership | SetManager:
    if invitation.role != Invitation.Role.MANAGER:
        return join(invitation.learning_set, user, kind=invitation.role)
    manager, is_new = SetManager.objects.get_or_create(
        learning_set=invitation.learning_set, user=user, ended_at=None
    )
    if is_new:
        record(invitation.learning_set, Verb.MANAGER_APPOINTED, by=user, about=manager)
    return manager


def _membership_of(invitation: Invitation, user: User) -> Membership | SetManager:
    """Return what an accepted invitation gave; raise `Stale` if that has ended."""
    inside = {"learning_set": invitation.learning_set, "user": user}
    found: Membership | SetManager | None
    if invitation.role == Invitation.Role.MANAGER:
        found = SetManager.objects.filter(ended_at=None, **inside).first()
    else:
        found = Membership.current.filter(**inside).first()
    if found is None:
        raise _void()
    return found


def _void() -> Stale:
    return Stale(_("This invitation no longer opens the set."))
