"""Kinds of message for the tests of the outbox, which declares none itself."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from actionlearning.outbox import kinds
from actionlearning.outbox.delivery import drain
from actionlearning.outbox.letter import Fact, Facts, Letter, Points, Say
from actionlearning.outbox.models import Notice

OUTSIDER = "guest@example.org"


def waits(to: User | None, kind: str = "hello", **more: object) -> Notice:
    """Queue one row of a kind, to a person or to an outsider."""
    fields = {
        "key": f"{kind}:{Notice.objects.count()}",
        "address": to.email if to else OUTSIDER,
        "useless_after": now() + dt.timedelta(days=1),
        **more,
    }
    return Notice.objects.create(kind=kind, person=to, **fields)


def send() -> int:
    """Send what is due."""
    return drain(until=now() + dt.timedelta(minutes=1))


def states() -> list[tuple[str, str]]:
    """Return state and reason of each row, oldest first."""
    return list(Notice.objects.order_by("pk").values_list("state", "why"))


def hello(notice: Notice) -> Letter:
    """A letter with one part of each shape."""
    zone = notice.person.known_zone if notice.person else "UTC"
    return Letter(
        subject="Harbour\n meets",
        parts=[
            Say("Tea & cake <soon>."),
            Facts(
                [
                    Fact("When", clock_time(now(), zone)),
                    Fact("Online", "here", "javascript:x"),
                ]
            ),
            Points("You said:", ["ask Jo"], own=True),
        ],
        link="/sets/abc/",
        act="Open the set",
        why="You asked for it.",
    )


def nothing(notice: Notice) -> None:
    """Return no letter: the message is useless by now."""


def closed(notice: Notice) -> Letter:
    """What the reader may not open any more."""
    raise Http404


def broken(notice: Notice) -> Letter:
    """Fail: this letter cannot be written."""
    raise LookupError("a secret sentence")


def greets(moment: dt.datetime) -> None:
    """Plan a greeting to everybody at every moment."""
    for person in User.objects.all():
        waits(person)


#: As `kinds.WRITERS`: kinds that nobody has described.
KINDS = {each.__name__: each for each in (hello, nothing, closed, broken)}


def writers(monkeypatch: pytest.MonkeyPatch, functions: Mapping[str, object]) -> None:
    """Let only these functions write letters, each those of its kind."""
    for name in list(kinds.WRITERS):
        monkeypatch.delitem(kinds.WRITERS, name)
    for name, write in functions.items():
        monkeypatch.setitem(kinds.WRITERS, name, write)


class Provider(BaseEmailBackend):
    """A mail provider with errors of its own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Fail for one of the addresses."""
        if "pia" in email_messages[0].to[0]:
            raise RuntimeError("a secret sentence")
        return 1
