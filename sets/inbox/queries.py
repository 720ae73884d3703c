"""A person's notices: what the outbox has for them, as far as they may know of it now.

A notice of a set is there while they have a place in it, or manage it where it is for
managers. Who has left sees nothing of it any more (docs/threat-model.md#removal).
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
class Standing:
    """What the head of a page says of its reader."""

    manages: bool
    unread: int


NOBODY = Standing(manages=False, unread=0)


@dataclass(frozen=True)
class Line:
    """One notice; `set_name` is what it is about."""

    notice: Notice
    set_name: str


@dataclass(frozen=True)
class Inbox:
    """One page of notices, the newest first."""

    page: Page[Notice]
    lines: list[Line]
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


def standing(user: User) -> Standing:
    """Return what every page says of its reader, in one query."""
    manages = SetManager.objects.filter(user=user, ended_at=None)
    unread = visible(user).filter(read_at=None).order_by().values("person")
    counted = unread.annotate(n=Count("pk")).values("n")
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(Exists(manages), Coalesce(Subquery(counted), 0))
        .first()
    )
    return Standing(*row) if row else NOBODY


def inbox(user: User, number: str) -> Inbox:
    """Return one page of a person's notices, in a fixed number of queries."""
    notices = visible(user)
    page = Paginator(notices, A_PAGE).get_page(number)
    codes = {notice.set_code for notice in page}
    names = dict(LearningSet.objects.filter(code__in=codes).values_list("code", "name"))
    return Inbox(
        page=page,
        lines=[Line(notice, names.get(notice.set_code, "")) for notice in page],
        unread=notices.filter(read_at=None).count(),
    )


def notice_or_404(user: User, pk: int) -> Notice:
    """Return a notice that this person may see now, or 404."""
    return get_object_or_404(visible(user), pk=pk)
