"""The requests of a set to management, with their age and answers."""

import datetime as dt
from dataclasses import dataclass

from actionlearning.lib.clock import now
from reports.models import Request
from reports.permissions import may_withdraw
from sets.models import LearningSet, Membership

RECENT = 50  #: requests a page shows at most


@dataclass(frozen=True)
class Ask:
    """A request as both sides see it. Managers do not see its author: the set asks.

    `days` counts from the request to its answer, or to today if there is none yet.
    """

    pk: int
    sentence: str
    state: str
    is_open: bool
    raised_at: dt.datetime
    needed_by: dt.date | None
    days: int
    answer: str
    answered_by: str
    acknowledged_at: dt.datetime | None
    answered_at: dt.datetime | None
    raised_by: str = ""
    withdrawable: bool = False


def asks(of: LearningSet, *, reader: Membership | None = None) -> list[Ask]:
    """Return the set's requests, open ones first, the oldest of them on top.

    With `reader`, each shows its author, and whether that member may withdraw it.
    Nobody sees a withdrawn one.
    """
    found = of.requests.exclude(state=Request.State.WITHDRAWN).select_related(
        "raised_by__user", "raised_by__learning_set", "answered_by"
    )[:RECENT]
    listed = [ask(request, reader=reader) for request in found]
    waiting = sorted((a for a in listed if a.is_open), key=lambda a: a.raised_at)
    return waiting + [a for a in listed if not a.is_open]


def ask(request: Request, *, reader: Membership | None = None) -> Ask:
    """Return one request; only a `reader` in the set sees its author.

    A withdrawn one has no words, even for a person who still knows its address.
    """
    until = request.answered_at or now()
    is_gone = request.state == Request.State.WITHDRAWN
    return Ask(
        pk=request.pk,
        sentence="" if is_gone else request.sentence,
        state=request.state,
        is_open=request.is_open,
        raised_at=request.raised_at,
        needed_by=request.needed_by,
        days=(until - request.raised_at).days,
        answer=request.answer,
        answered_by=request.answered_by.display_name if request.answered_by else "",
        acknowledged_at=request.acknowledged_at,
        answered_at=request.answered_at,
        raised_by=request.raised_by.name if reader else "",
        withdrawable=reader is not None and may_withdraw(reader, request),
    )
