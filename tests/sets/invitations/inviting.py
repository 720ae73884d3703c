"""Invite people to Harbour, and return where their link leads."""

from sets.invitations.services import invite
from sets.models import Invitation
from tests.support.cast import Cast


def invited(cast: Cast, *emails: str, role: str = "member") -> list[Invitation]:
    return invite(cast.set, list(emails), by=cast.membership("fay"), role=role)


def address(one: Invitation) -> str:
    return f"/invitations/{one.token}/"
