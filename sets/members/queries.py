"""The people of a set, and those who are invited."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from actionlearning.outbox.models import Notice
from sets.models import Invitation, LearningSet, Membership, SetManager
from sets.permissions import (
    may_close,
    may_end_management,
    may_invite,
    may_remove,
    may_see_mail,
)


@dataclass(frozen=True)
class Person:
    """One line of the members page."""

    pk: int
    name: str
    role: str
    since: dt.datetime
    is_me: bool = False
    may_end: bool = False
    manages: bool = False


@dataclass(frozen=True)
class Asked:
    """One invitation, with the state of its mail in words."""

    invitation: Invitation
    mail: str


@dataclass(frozen=True)
class Members:
    """Everybody who can see something of the set; and its invitations, for inviters."""

    learning_set: LearningSet
    people: list[Person]
    managers: list[Person]
    invitations: list[Asked]
    may_invite: bool
    may_close: bool
    may_see_mail: bool


def member_count(learning_set: LearningSet) -> QuerySet[Membership]:
    """Return the number of members of a set now, without advisers."""
    memberships = Membership.current.members_of(learning_set)
    return memberships.select_related("user", "learning_set")


def members(membership: Membership) -> Members:
    """Return the members page of a set as this member may see it."""
    learning_set = membership.learning_set
    invites = may_invite(membership)
    return Members(
        learning_set=learning_set,
        people=_people(membership),
        managers=_managers(membership),
        invitations=_asked(learning_set) if invites else [],
        may_invite=invites,
        may_close=may_close(membership) and not learning_set.is_closed,
        may_see_mail=may_see_mail(membership),
    )


def other_managers(appointment: SetManager) -> list[str]:
    """Return the names of the other managers of the set."""
    others = SetManager.objects.filter(
        learning_set=appointment.learning_set_id, ended_at=None
    ).exclude(pk=appointment.pk)
    found = others.select_related("user").order_by("since", "pk")
    return [each.user.display_name for each in found]


def _people(membership: Membership) -> list[Person]:
    everybody = Membership.current.in_order(membership.learning_set)
    return [
        Person(
            pk=other.pk,
            name=other.name,
            role=_role(other),
            since=other.joined_at,
            is_me=other == membership,
            may_end=may_remove(membership, other),
        )
        for other in sorted(everybody, key=lambda other: not other.is_member)
    ]


def _role(membership: Membership) -> str:
    if membership.is_coordinator:
        return _("coordinator")
    return membership.get_kind_display()


def _managers(membership: Membership) -> list[Person]:
    appointed = SetManager.objects.filter(
        learning_set=membership.learning_set, ended_at=None
    ).select_related("user")
    return [
        Person(
            pk=each.pk,
            name=each.user.display_name,
            role=_("manager"),
            since=each.since,
            is_me=each.user_id == membership.user_id,
            may_end=may_end_management(membership),
            manages=True,
        )
        for each in appointed.order_by("since", "pk")
    ]


def _asked(learning_set: LearningSet) -> list[Asked]:
    unspent = list(learning_set.invitations.filter(accepted_at=None, revoked_at=None))
    keys = [f"invitation:{each.pk}" for each in unspent]
    mails = dict(Notice.objects.filter(key__in=keys).values_list("key", "state"))
    return [
        Asked(each, _mail(mails.get(f"invitation:{each.pk}", ""))) for each in unspent
    ]


def _mail(state: str) -> str:
    """Return the state of the invitation's mail, or "" if nothing is known."""
    words: dict[str, str] = {
        Notice.State.WAITING: _("e-mail on its way"),
        Notice.State.SENDING: _("e-mail on its way"),
        Notice.State.SENT: _("e-mail sent"),
        Notice.State.FAILED: _("e-mail could not be delivered"),
        Notice.State.UNCONFIRMED: _("e-mail sent, delivery not confirmed"),
    }
    return words.get(state, "")
