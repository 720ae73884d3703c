"""A person's notices: the part of the outbox that they may still see.

A person sees the notices of a set while they belong to it, and its notices for managers
while they manage it. After that they see none of them (docs/threat-model.md#removal).
"""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.delivery_policy import kinds_off
from actionlearning.outbox.inbox import KEPT
from actionlearning.outbox.kinds import KINDS, MANAGER
from actionlearning.outbox.models import Notice
from sets.models import LearningSet, Membership, SetManager

A_PAGE = 20


@dataclass(frozen=True)
class HeaderBadges:
    """What the header of a page tells its reader."""

    manages: bool
    unread: int


NO_BADGES = HeaderBadges(manages=False, unread=0)


@dataclass(frozen=True)
class InboxEntry:
    """One notice, with the name of the set that it is about."""

    notice: Notice
    set_name: str


@dataclass(frozen=True)
class Inbox:
    """One page of notices, the newest first."""

    page: Page[Notice]
    lines: list[InboxEntry]
    unread: int


def visible(user: User) -> QuerySet[Notice]:
    """Return the notices this person may see now, the newest first."""
    mine = Membership.current.filter(user=user).values("learning_set__code")
    managed = SetManager.objects.filter(user=user, ended_at=None)
    for_managers = Q(
        kind__in=[kind.name for kind in KINDS.values() if kind.group == MANAGER]
    )
    return (
        Notice.objects.filter(person=user, shown_at__gt=now() - KEPT)
        .exclude(headline="")
        .exclude(kind__in=kinds_off("inbox", user))
        .filter(
            Q(set_code="")
            | (for_managers & Q(set_code__in=managed.values("learning_set__code")))
            | (~for_managers & Q(set_code__in=mine))
        )
        .order_by("-shown_at", "-pk")
    )


def badges_of(user: User) -> HeaderBadges:
    """Return what the header of a page tells this person, in one query."""
    manages = SetManager.objects.filter(user=user, ended_at=None)
    unread = visible(user).filter(read_at=None).order_by().values("person")
    counted = unread.annotate(n=Count("pk")).values("n")
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(Exists(manages), Coalesce(Subquery(counted), 0))
        .first()
    )
    return HeaderBadges(*row) if row else NO_BADGES


def inbox(user: User, number: str) -> Inbox:
    """Return one page of a person's notices, in a fixed number of queries."""
    notices = visible(user)
    page = Paginator(notices, A_PAGE).get_page(number)
    codes = {notice.set_code for notice in page}
    names = dict(LearningSet.objects.filter(code__in=codes).values_list("code", "name"))
    return Inbox(
        page=page,
        lines=[InboxEntry(notice, names.get(notice.set_code, "")) for notice in page],
        unread=notices.filter(read_at=None).count(),
    )


def notice_or_404(user: User, pk: int) -> Notice:
    """Return the notice `pk` if this person may see it now, or 404."""
    return get_object_or_404(visible(user), pk=pk)
