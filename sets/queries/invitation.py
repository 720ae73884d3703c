"""What the holder of an invitation's link may see: who asks them to what."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from actionlearning.accounts.models import User
from sets.models import Invitation, LearningSet


@dataclass(frozen=True)
class InvitationPage:
    """An invitation as its visitor may see it.

    `state` is one of open, expired, revoked, accepted, closed (the set meets no more).
    `hint` is enough of the address to recognise one's own.
    """

    invitation: Invitation
    learning_set: LearningSet
    inviter: str
    state: str
    hint: str
    is_mine: bool
    people: int


def invitation_page(
    invitation: Invitation, user: User | AnonymousUser
) -> InvitationPage:
    """Return the page that the link shows to `user`."""
    learning_set = invitation.learning_set
    return InvitationPage(
        invitation=invitation,
        learning_set=learning_set,
        inviter=invitation.invited_by.display_name,
        state="closed" if learning_set.is_closed else invitation.state,
        hint=_hint(invitation.email),
        is_mine=isinstance(user, User)
        and user.email.lower() == invitation.email.lower(),
        people=learning_set.memberships.filter(left_at=None).count(),
    )


def _hint(email: str) -> str:
    """Return "l…@example.org"."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"
