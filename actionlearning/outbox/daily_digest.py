"""One mail a person and day for all that falls on their morning, over all their sets.

Each thing keeps its own row, and so stands in the notices once; the row of the morning
carries them in its mail. Both are made by one transaction, which holds the morning's row:
a mail on its way takes nothing more in, and what comes later goes by itself.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from actionlearning.lib.clock import now
from actionlearning.lib.text import one_line
from actionlearning.outbox.delivery_policy import reason_to_skip
from actionlearning.outbox.email import written
from actionlearning.outbox.inbox import show
from actionlearning.outbox.kinds import MAIL, MORNING, kind, kind_of
from actionlearning.outbox.letter import Head, Letter, Part, Way
from actionlearning.outbox.models import Notice
from actionlearning.outbox.services import fresh

State = Notice.State
KIND = "morning"
ON_THEIR_WAY = (State.WAITING, State.SENDING)


def fold(notices: Sequence[Notice], *, moment: dt.datetime) -> int:
    """Queue what is due on people's mornings, one mail each; return how many are new."""
    new = sorted(fresh(notices), key=lambda notice: notice.key)
    if new:
        with transaction.atomic():
            carriers = _carriers(new, moment)
            for notice in new:
                if carrier := carriers.get(notice.person_id or 0):
                    notice.state, notice.carried_by = State.FOLDED, carrier
            Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _carriers(new: Sequence[Notice], moment: dt.datetime) -> dict[int, Notice]:
    """Return, held until the end of the transaction, whose morning mail is not gone yet."""
    of_each = defaultdict(list)
    for notice in new:
        if notice.person:
            of_each[notice.person].append(notice)
    wanted = [
        Notice(
            kind=KIND,
            key=f"{KIND}:{person.pk}:{person.local(moment).date()}",
            person=person,
            address=person.email,
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
    for carrier in found:
        useless_after = keys[carrier.key].useless_after
        if carrier.useless_after < useless_after:
            carrier.useless_after = useless_after
            carrier.save(update_fields=["useless_after"])
    return {carrier.person_id or 0: carrier for carrier in found}


def settle_carried(moment: dt.datetime) -> int:
    """Let what a mail has carried end as that mail did; return how many rows."""
    carrier = Notice.objects.filter(pk=OuterRef("carried_by"))
    over = Notice.objects.filter(state=State.FOLDED).exclude(
        carried_by__state__in=ON_THEIR_WAY
    )
    lost = over.filter(carried_by=None).update(state=State.DROPPED, why="mail is gone")
    return lost + over.update(
        state=Subquery(carrier.values("state")[:1]),
        why=Subquery(carrier.values("why")[:1]),
        sent_at=Subquery(carrier.values("sent_at")[:1]),
    )


@kind(
    "morning",
    gettext_lazy("The morning mail as a whole"),
    group=MORNING,
    order=1,
    channels=MAIL,
)
def morning(notice: Notice) -> Letter | None:
    """Everything that this mail carries and that still counts; one thing reads as itself."""
    rows = carried(notice)
    is_one = len(rows) == 1 and notice.shown_at is None
    letters = [
        letter for row in rows if (letter := _still(row, notice if is_one else None))
    ]
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
            "%(first)s, and one thing more",
            "%(first)s, and %(n)d things more",
            more,
        )
        % {"first": one_line(first.subject), "n": more},
        parts=parts,
        link=reverse("home"),
        act=_("See my day"),
        why=_(
            "You get this because these fall on one morning. Which of them come, and "
            "when, is your choice under Messages in your profile."
        ),
        kind=KIND,
    )


def carried(notice: Notice) -> list[Notice]:
    """Return the rows a mail carries, in the order of their kinds, then of their ends."""
    rows = list(notice.carries.filter(state=State.FOLDED))
    for row in rows:
        row.person = notice.person
    return sorted(
        rows, key=lambda row: (kind_of(row.kind).rank, row.useless_after, row.pk)
    )


def _still(row: Notice, mail: Notice | None) -> Letter | None:
    """Return what a row has to say, or None where it is over or not wanted by mail.

    It can be found from now on; where a `mail` is about nothing else, with that mail.
    """
    letter = None if row.useless_after <= now() else written(row)
    why = reason_to_skip(row) if letter else "no longer needed"
    is_over = letter is None or why == "switched off"
    if mail and not is_over and row.shown_at is None:
        mail.is_about = row
    else:
        show(row, letter)
    if letter is None or is_over:
        Notice.objects.filter(pk=row.pk, state=State.FOLDED).update(
            state=State.DROPPED, why=why
        )
        return None
    return replace(letter, kind=row.kind)
