"""What a writer returns: one letter for both text and HTML.

A letter is a list of parts instead of a pair of templates, so that both forms of a mail
say the same words by construction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Say:
    """One paragraph."""

    shape: ClassVar = "say"
    text: str


@dataclass(frozen=True)
class Points:
    """A short list. `own` marks the reader's own words, which are set in serif."""

    shape: ClassVar = "points"
    title: str
    items: Sequence[str]
    own: bool = False


@dataclass(frozen=True)
class Fact:
    """One line of a table: when, where, who. `link` is an address outside this site."""

    name: str
    value: str
    link: str = ""

    @property
    def href(self) -> str:
        """The link, or "" if a mail program must not open it."""
        return self.link if self.link.startswith(("https://", "http://")) else ""

    @property
    def label(self) -> str:
        """The name in plain text: a question needs no colon."""
        return self.name if self.name.endswith("?") else f"{self.name}:"

    @property
    def href_beside(self) -> str:
        """The link, if the value is not the same address."""
        return "" if self.href == self.value else self.href


@dataclass(frozen=True)
class Facts:
    """When, where and who, as a small table."""

    shape: ClassVar = "facts"
    rows: Sequence[Fact]


@dataclass(frozen=True)
class Head:
    """The heading of a section in a mail with several."""

    shape: ClassVar = "head"
    text: str


@dataclass(frozen=True)
class Way:
    """A quiet link to a page of this site, beside the main link of the mail."""

    shape: ClassVar = "way"
    text: str
    link: str


Part = Say | Points | Facts | Head | Way


@dataclass(frozen=True)
class Calendar:
    """What a mail program puts into the reader's calendar (RFC 5546).

    `message` is about one meeting and does what its `method` says. `file` is for readers
    that open it by hand, and may hold several meetings.
    """

    method: str
    message: bytes
    file: bytes


@dataclass(frozen=True)
class Letter:
    """One mail to one person, in their language, with dates in their zone.

    It has one main link, `link` (a path of this site), named `act`. The line `why` at the
    foot says why they get it. It holds nothing that a set has written, except the
    reader's own actions, and the line that the coordinator adds to a reminder. With a
    `calendar` it must not hold these either: a calendar keeps the text, and colleagues may
    look into it. If a digest holds only this letter, its reader can end mails of this
    `kind`.

    See docs/threat-model.md#what-messages-carry.
    """

    subject: str
    parts: Sequence[Part]
    link: str
    act: str
    why: str
    calendar: Calendar | None = None
    kind: str = ""
