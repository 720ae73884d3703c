"""What a person finds in their notices: each row once, in the words it was mailed in.

The subject is kept when the row is first written, because a page of notices must not
write thirty letters. It names people, sets and dates, never content.

See docs/threat-model.md#what-messages-carry.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from actionlearning.lib.clock import now
from actionlearning.lib.text import one_line
from actionlearning.outbox.letter import Letter
from actionlearning.outbox.models import Notice

KEPT = dt.timedelta(days=90)  #: how long a notice can be read, and its row stays
AT_ONCE = 500  #: rows that one tick forgets, so that it stays short

State = Notice.State


def show(notice: Notice, letter: Letter | None) -> None:
    """Let a person find this row; a letter that nobody needs shows nothing.

    Only the first time counts: a mail that is tried again is one notice.
    """
    if entitle(notice, letter):
        store(notice, titles(notice))


def store(notice: Notice, called: Mapping[str, Any]) -> None:
    """Write what a row is called, where nothing is written yet."""
    rows = Notice.objects.filter(pk=notice.pk, key=notice.key, shown_at=None)
    rows.update(**called)


def titles(notice: Notice) -> dict[str, Any]:
    """Return what a row in hand is called in the notices, and since when."""
    return {
        "shown_at": notice.shown_at,
        "headline": notice.headline,
        "link": notice.link,
    }


def entitle(notice: Notice, letter: Letter | None) -> bool:
    """Put on a row in hand what `show` stores; say whether that is new.

    A row that is being sent is stored once, when it is settled.
    """
    if notice.shown_at is not None or notice.person_id is None:
        return False
    notice.shown_at = now()
    notice.headline = one_line(letter.subject)[:300] if letter else ""
    notice.link = letter.link[:200] if letter else ""
    return True


def forget(moment: dt.datetime) -> int:
    """Delete the rows that are over and too old to be read; return how many.

    Once an hour is enough, and spares the table being searched each minute.
    """
    if moment.minute:
        return 0
    on_their_way = [State.WAITING, State.SENDING]
    old = Notice.objects.filter(
        Q(shown_at__lt=moment - KEPT) | Q(shown_at=None),
        useless_after__lt=moment - KEPT,
    ).exclude(state__in=on_their_way)
    count, _each = Notice.objects.filter(
        pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])
    ).delete()
    return count
