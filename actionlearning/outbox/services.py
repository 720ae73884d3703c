"""Queue a message, or cancel messages that still wait. Nothing is sent here.

Both act in the caller's transaction: a message exists if and only if its cause does.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.outbox.kinds import TELLERS, WRITERS
from actionlearning.outbox.models import Notice


def notify(
    kind: str,
    *,
    to: User | None,
    address: str = "",
    key: str,
    about: dict[str, int | str],
    useless_after: dt.datetime,
    due_at: dt.datetime | None = None,
    set_code: str = "",
) -> None:
    """Queue one message to a person, or to an `address` without an account.

    `key` identifies the message: a second one with this key is ignored, also after the
    first was sent. `about` holds ids, never content.
    """
    queue(
        [
            Notice(
                kind=kind,
                key=key,
                person=to,
                address=address,
                about=about,
                set_code=set_code,
                due_at=due_at or now(),
                useless_after=useless_after,
            )
        ]
    )


def queue(notices: Sequence[Notice]) -> int:
    """Queue many messages in two queries; return how many of them are new.

    If two processes queue the same message at once, there is one row: the key is unique.
    """
    new = fresh(notices)
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def fresh(notices: Sequence[Notice]) -> list[Notice]:
    """Return the messages with a new key. Raise `ValueError` if no function writes a kind."""
    for notice in notices:
        if notice.kind not in (WRITERS if notice.webhook is None else TELLERS):
            raise ValueError(f"Nothing writes messages of the kind {notice.kind}.")
    keys = [notice.key for notice in notices]
    known = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [notice for notice in notices if notice.key not in known]


def cancel(
    *,
    person: User | None = None,
    set_code: str = "",
    kinds: Collection[str] | None = None,
    meeting: int | None = None,
) -> int:
    """Drop the waiting messages of a person, a set, or both; return how many.

    `kinds` and `meeting` (an id) restrict this to messages of these kinds, and about this
    meeting.

    A message that a worker holds now is not dropped; its letter asks again before it is
    sent.
    """
    if not (person or set_code):
        raise ValueError("Name a person or a set: this would empty the outbox.")
    unsent = [Notice.State.WAITING, Notice.State.BUNDLED]
    waiting = Notice.objects.filter(state__in=unsent)
    if person:
        waiting = waiting.filter(person=person)
    if set_code:
        waiting = waiting.filter(set_code=set_code)
    if kinds is not None:
        waiting = waiting.filter(kind__in=kinds)
    if meeting is not None:
        waiting = waiting.filter(about__meeting=meeting)
    return waiting.update(state=Notice.State.DROPPED, why="called off")
