"""Put each row into its person's notices once, in the words of its mail.

The subject is stored when the row is first written, because a page of notices must not
write thirty letters. It names people, sets and dates, never content.

See docs/threat-model.md#what-messages-carry.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from actionlearning.lib.clock import now
from actionlearning.outbox.each_row import at_once, each, load
from actionlearning.outbox.email import as_the_reader, written
from actionlearning.outbox.letter import Letter
from actionlearning.outbox.models import Notice

KEPT = dt.timedelta(days=90)  #: how long a notice can be read, and its row stays
FORGOTTEN_AT_ONCE = 500  #: rows that one tick deletes, so that it stays short
SHOWN_AT_ONCE = 200  #: rows that one tick writes, so that it stays short
SHOWN_SINCE = dt.timedelta(days=1)
PRESENT = "notices: those without a mail"
#: Why a row was dropped that nobody has to find.
OVER = ("called off", "too late", "no longer needed", "account closed")

State = Notice.State


def show(notice: Notice, letter: Letter | None) -> None:
    """Show this row in its person's notices. Without a letter it stays hidden.

    Only the first call counts: a mail that is tried again is one notice.
    """
    if notice.entitle(letter):
        store(notice, notice.titles)


def store(notice: Notice, titles: Mapping[str, Any]) -> None:
    """Write the name of a row in the notices, if it has none yet."""
    rows = Notice.objects.filter(pk=notice.pk, key=notice.key, shown_at=None)
    rows.update(**titles)


def present(moment: dt.datetime) -> int:
    """Show due rows that were settled before they were written; return how many.

    Most rows are shown when their mail is written. But if an address takes no mail, or a
    daily digest was never sent, the person must still find the notice.
    """
    rows = Notice.objects.filter(
        ~Q(why__in=OVER),
        state__in=[State.FAILED, State.DROPPED],
        person__is_active=True,
        shown_at=None,
        due_at__range=(moment - SHOWN_SINCE, moment),
    )
    oldest = rows.select_related("person").order_by("due_at", "pk")
    found = load(oldest, of=PRESENT, most=SHOWN_AT_ONCE)
    each(found, _present, of=PRESENT, otherwise=_hide)
    return len(found)


def _present(notice: Notice) -> None:
    with as_the_reader(notice):
        show(notice, written(notice))


def _hide(notice: Notice, _error: Exception) -> None:
    """Leave a row nameless that cannot be written, so that no tick tries it again."""
    notice.shown_at = None
    show(notice, None)


def mark(notices: QuerySet[Notice], *, read: bool) -> int:
    """Mark these notices as read or unread; return how many changed."""
    moment: dt.datetime | None = now() if read else None
    changing = notices.order_by().filter(read_at__isnull=read)
    return changing.update(read_at=moment)


def forget(moment: dt.datetime) -> int:
    """Delete the rows that are settled and too old to be read; return how many.

    Once an hour is enough; a search each minute would cost too much.
    """
    if moment.minute:
        return 0
    on_their_way = [State.WAITING, State.SENDING]
    old = Notice.objects.filter(
        Q(shown_at__lt=moment - KEPT) | Q(shown_at=None),
        useless_after__lt=moment - KEPT,
    ).exclude(state__in=on_their_way)
    ids = old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]
    return at_once([Notice(pk=pk) for pk in ids], _delete, of="notices: old ones")


def _delete(notices: Sequence[Notice]) -> int:
    ids = [notice.pk for notice in notices]
    count, _each = Notice.objects.filter(pk__in=ids).delete()
    return count
