"""Renderers for tests of the outbox, which knows no kind of its own."""

from __future__ import annotations

from django.http import Http404

from actionlearning.lib.clock import now
from actionlearning.lib.dates import clock_time
from actionlearning.outbox.letter import Fact, Facts, Letter, Points, Say
from actionlearning.outbox.models import Notice

KINDS = {
    name: f"tests.actionlearning.letters.{name}"
    for name in ("hello", "nothing", "closed", "broken")
}


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
    """What has lost its use."""


def closed(notice: Notice) -> Letter:
    """What the reader may not open any more."""
    raise Http404


def broken(notice: Notice) -> Letter:
    """A row that cannot be written."""
    raise LookupError("a secret sentence")
