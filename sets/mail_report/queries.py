"""The mail to the people of a set: how much arrived, and to whom it did not.

For the coordinator. It counts mails by kind and day, and names people only if a mail did
not arrive. It never shows the content of a mail.
"""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from actionlearning.lib.clock import now
from actionlearning.outbox import heartbeat
from actionlearning.outbox.kinds import kind_of
from actionlearning.outbox.leases import TOO_LATE
from actionlearning.outbox.models import Notice
from actionlearning.outbox.suppressions import PAUSED, REFUSALS_UNTIL_PAUSED
from sets.chat.queries import ChatPage, chat_page
from sets.models import LearningSet, Membership

DAYS = 30
MOST = 100  #: lines, and mails that did not arrive

State = Notice.State
#: A notice that waits for the morning mail is on its way, too.
ON_THEIR_WAY = (State.WAITING, State.SENDING, State.BUNDLED)


@dataclass(frozen=True)
class Trouble:
    """A mail that has not arrived, or may not have: its reader and why, translated."""

    said: str
    why: str


@dataclass(frozen=True)
class Mailing:
    """The mails of one kind on one day."""

    kind: str
    day: dt.date
    sent: int
    waiting: int
    troubles: list[Trouble] = field(default_factory=list)


@dataclass(frozen=True)
class MailPage:
    """The mails of the last weeks, the newest first, and since when none is sent."""

    learning_set: LearningSet
    mailings: list[Mailing]
    delayed_since: dt.datetime | None
    chat: ChatPage


def mail_page(membership: Membership) -> MailPage:
    """Return the report on the mail of the member's set."""
    rows = Notice.objects.filter(
        set_code=membership.learning_set.code,
        webhook=None,
        due_at__gt=now() - dt.timedelta(days=DAYS),
        due_at__lte=now() + dt.timedelta(days=1),
    )
    zone = ZoneInfo(membership.user.known_zone)
    troubles = _troubles(rows, zone)
    return MailPage(
        learning_set=membership.learning_set,
        mailings=_mailings(rows, zone, troubles),
        delayed_since=heartbeat.delayed_since(),
        chat=chat_page(membership),
    )


def _mailings(
    rows: QuerySet[Notice],
    zone: ZoneInfo,
    troubles: dict[tuple[str, dt.date], list[Trouble]],
) -> list[Mailing]:
    counted = (
        rows.values("kind", day=TruncDate("due_at", tzinfo=zone))
        .annotate(
            sent=Count("pk", filter=Q(state=State.SENT)),
            waiting=Count("pk", filter=Q(state__in=ON_THEIR_WAY)),
            other=Count("pk", filter=_did_not_arrive()),
        )
        .filter(Q(sent__gt=0) | Q(waiting__gt=0) | Q(other__gt=0))
        .order_by("-day", "kind")
    )
    return [
        Mailing(
            kind=_called(row["kind"]),
            day=row["day"],
            sent=row["sent"],
            waiting=row["waiting"],
            troubles=troubles.get((row["kind"], row["day"]), []),
        )
        for row in counted[:MOST]
    ]


def _did_not_arrive() -> Q:
    gone = Q(state__in=[State.FAILED, State.UNCONFIRMED])
    late = Q(state=State.DROPPED, why=TOO_LATE)
    refused = Q(state__in=[State.WAITING, State.SENDING], attempts__gt=0)
    return gone | late | refused


def _troubles(
    rows: QuerySet[Notice], zone: ZoneInfo
) -> dict[tuple[str, dt.date], list[Trouble]]:
    found: dict[tuple[str, dt.date], list[Trouble]] = {}
    bad = rows.filter(_did_not_arrive()).select_related("person")
    for notice in bad.order_by("-due_at", "pk")[:MOST]:
        on = notice.due_at.astimezone(zone).date()
        found.setdefault((notice.kind, on), []).append(_trouble(notice))
    return found


def _called(name: str) -> str:
    kind = kind_of(name)
    return str(kind.listed_as or kind.title)


def _trouble(notice: Notice) -> Trouble:
    address, person = notice.address, notice.person
    if person:
        about = {"name": person.display_name, "address": person.email}
        address = _("%(name)s (%(address)s)") % about
    return Trouble(said=_said(notice) % {"whom": address}, why=_why(notice))


def _said(notice: Notice) -> str:
    if notice.state == State.UNCONFIRMED:
        return _("Perhaps not delivered to %(whom)s.")
    if notice.state in {State.WAITING, State.SENDING}:
        return _("Not yet delivered to %(whom)s.")
    return _("Not delivered to %(whom)s.")


def _why(notice: Notice) -> str:
    if notice.state == State.UNCONFIRMED:
        return _("It may have arrived: ask before you send it again.")
    if notice.state in {State.WAITING, State.SENDING}:
        return _("It was not accepted. We will try again.")
    words = {
        PAUSED: _(
            "We have stopped writing there after %(number)d refusals. They can say on "
            "their profile that the address works again."
        )
        % {"number": REFUSALS_UNTIL_PAUSED},
        TOO_LATE: _("It could not be sent while it was still useful."),
    }
    if notice.why.startswith("refused with"):
        return _("Their mail server refused it.")
    return str(words.get(notice.why, _("It could not be sent.")))
