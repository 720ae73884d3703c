"""One mail a person and day for all that is due on their morning, over all their sets.

Each message keeps its own row, and so stands in the notices once. It is bundled in the
row of the daily digest, whose mail says it. One transaction makes both and locks the
digest's row: a digest on its way takes nothing more in, and a later message goes by itself.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.lib.clock import now
from actionlearning.lib.text import one_line
from actionlearning.outbox.delivery_policy import reason_to_skip
from actionlearning.outbox.each_row import at_once, each, update
from actionlearning.outbox.email import written
from actionlearning.outbox.inbox import show
from actionlearning.outbox.kinds import MAIL, MORNING, kind, kind_of
from actionlearning.outbox.letter import Head, Letter, Part, Way
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import fresh

State = Notice.State
KIND = "morning"  #: as it stands in the rows, and in what people chose
ON_THEIR_WAY = (State.WAITING, State.SENDING)
SETTLE = "daily digest: the end of its messages"


def bundle_each(notices: Sequence[Notice], *, moment: dt.datetime, of: str) -> int:
    """Bundle the messages of a planner; one that cannot be stored is left out."""
    return at_once(notices, partial(bundle, moment=moment), of=of) if notices else 0


def bundle(notices: Sequence[Notice], *, moment: dt.datetime) -> int:
    """Queue messages in one mail a person and day; return how many of them are new."""
    new = sorted(fresh(notices), key=lambda notice: notice.key)
    if new:
        with transaction.atomic():
            digests = _open_digests(new, moment)
            for notice in new:
                if digest := digests.get(notice.person_id or 0):
                    notice.state, notice.bundled_in = State.BUNDLED, digest
            Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _open_digests(new: Sequence[Notice], moment: dt.datetime) -> dict[int, Notice]:
    """Return by person the digests of today that still wait, locked; make missing ones."""
    of_each = defaultdict(list)
    for notice in new:
        if notice.person:
            of_each[notice.person].append(notice)
    wanted = [
        Notice(
            kind=KIND,
            key=f"{KIND}:{person.pk}:{person.local(moment).date()}",
            person=person,
            due_at=min(notice.due_at for notice in some),
            useless_after=max(notice.useless_after for notice in some),
        )
        for person, some in of_each.items()
    ]
    wanted.sort(key=lambda notice: notice.key)
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    keys = {notice.key: notice for notice in wanted}
    waiting = Notice.objects.select_for_update().filter(
        key__in=keys, state=State.WAITING
    )
    found = list(waiting.order_by("key"))
    for digest in found:
        useless_after = keys[digest.key].useless_after
        if digest.useless_after < useless_after:
            digest.useless_after = useless_after
            digest.save(update_fields=["useless_after"])
    return {digest.person_id or 0: digest for digest in found}


def settle_bundled(moment: dt.datetime) -> int:
    """Let the messages of a digest that is over end as it did; return how many rows."""
    digest = Notice.objects.filter(pk=OuterRef("bundled_in"))
    over = Notice.objects.filter(state=State.BUNDLED).exclude(
        bundled_in__state__in=ON_THEIR_WAY
    )
    lost = over.filter(bundled_in=None)
    gone = update(lost, of=SETTLE, state=State.DROPPED, why="mail is gone")
    return gone + update(
        over,
        of=SETTLE,
        state=Subquery(digest.values("state")[:1]),
        why=Subquery(digest.values("why")[:1]),
        sent_at=Subquery(digest.values("sent_at")[:1]),
    )


@kind(
    "morning",
    gettext_lazy("The morning mail as a whole"),
    group=MORNING,
    order=1,
    channels=MAIL,
)
def daily_digest(notice: Notice) -> Letter | None:
    """Write every bundled message that still counts; a single one reads as itself."""
    rows = bundled(notice)
    is_one = len(rows) == 1 and notice.shown_at is None
    still = each(
        rows,
        lambda row: _still(row, notice if is_one else None),
        of="daily digest",
        otherwise=_send_alone,
    )
    letters = [letter for letter in still if letter]
    if len(letters) < 2:
        return letters[0] if letters else None
    first, more = letters[0], len(letters) - 1
    parts: list[Part] = []
    for letter in letters:
        parts += [
            Head(one_line(letter.subject)),
            *letter.parts,
            Way(letter.act, letter.link),
        ]
    return Letter(
        subject=ngettext(
            "%(first)s, and one more thing",
            "%(first)s, and %(n)d more things",
            more,
        )
        % {"first": one_line(first.subject), "n": more},
        parts=parts,
        link=reverse("home"),
        act=_("See my day"),
        why=_(
            "You get this because all of these fall on one morning. You choose which "
            "of them come, and when, under Messages in your profile."
        ),
        kind=KIND,
    )


def bundled(notice: Notice) -> list[Notice]:
    """Return the messages of a digest, in the order of their kinds, then of their ends."""
    rows = [row for row in notice.bundled.all() if row.state == State.BUNDLED]
    for row in rows:
        row.person = notice.person
    return sorted(
        rows, key=lambda row: (kind_of(row.kind).rank, row.useless_after, row.pk)
    )


def _send_alone(row: Notice, _error: Exception) -> None:
    """Take a message that cannot be written out of the digest: it is tried by itself."""
    rows = Notice.objects.filter(pk=row.pk, state=State.BUNDLED)
    rows.update(state=State.WAITING, bundled_in=None, due_at=now())


def _still(row: Notice, mail: Notice | None) -> Letter | None:
    """Return the letter of a row, or None if it is over or not wanted by mail.

    From now on its reader can find it in the notices. If `mail` is about nothing else,
    the row is shown and settled together with that mail.
    """
    letter = None if row.useless_after <= now() else written(row)
    why = reason_to_skip(row) if letter else "no longer needed"
    is_over = letter is None or why == "switched off"
    if mail and not is_over and row.shown_at is None:
        mail.is_about = row
    else:
        show(row, letter)
    if letter is None or is_over:
        Notice.objects.filter(pk=row.pk, state=State.BUNDLED).update(
            state=State.DROPPED, why=why
        )
        return None
    return replace(letter, kind=row.kind)
