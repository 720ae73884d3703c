"""A person's notices: what the outbox has for them, as far as they may know of it now.

A notice of a set is there while they have a place in it, or manage it where it is for
managers. Who has left sees nothing of it any more (TRUST §2 (d)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.prepared import LONG_AGO, Prepared
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
    return _visible(user.pk, now() - KEPT, kinds_off("inbox", user))


def _visible(
    person: int, since: dt.datetime, kinds_off: Sequence[str]
) -> QuerySet[Notice]:
    mine = Membership.current.filter(user_id=person).values("learning_set__code")
    managed = SetManager.objects.filter(user_id=person, ended_at=None)
    for_managers = Q(
        kind__in=[kind.name for kind in KINDS.values() if kind.group == MANAGER]
    )
    return (
        Notice.objects.filter(person_id=person, shown_at__gt=since)
        .exclude(headline="")
        .exclude(kind__in=kinds_off)
        .filter(
            Q(set_code="")
            | (for_managers & Q(set_code__in=managed.values("learning_set__code")))
            | (~for_managers & Q(set_code__in=mine))
        )
        .order_by("-shown_at", "-pk")
    )


def standing(user: User) -> Standing:
    """Return what every page says of its reader, in one query."""
    off = {f"kind_{n}": kind for n, kind in enumerate(kinds_off("inbox", user))}
    row = _standing(len(off)).first(person=user.pk, since=now() - KEPT, **off)
    return Standing(*row) if row else NOBODY


@cache
def _standing(kinds_off: int) -> Prepared[User]:
    """Return the query for somebody who switched so many kinds off."""
    marks = {f"kind_{number}": f"kind {number}" for number in range(kinds_off)}
    return Prepared(_stands, person=-606601, since=LONG_AGO, **marks)


def _stands(person: int, since: dt.datetime, **kinds_off: str) -> QuerySet[User, Any]:
    unread = _visible(person, since, list(kinds_off.values())).filter(read_at=None)
    counted = unread.order_by().values("person").annotate(n=Count("pk")).values("n")
    return User.objects.filter(pk=person).values_list(
        Exists(SetManager.objects.filter(user=OuterRef("pk"), ended_at=None)),
        Coalesce(Subquery(counted), 0),
    )


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
    notice = visible(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice
