"""What a renderer writes: one letter, once, for text and HTML alike.

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
    """A short list; `own` marks the reader's own words, which are set in serif."""

    shape: ClassVar = "points"
    title: str
    items: Sequence[str]
    own: bool = False


@dataclass(frozen=True)
class Fact:
    """One line of a table: when, where, who. `link` is an address outside the house."""

    name: str
    value: str
    link: str = ""

    @property
    def href(self) -> str:
        """The link, where a mail program may open it."""
        return self.link if self.link.startswith(("https://", "http://")) else ""

    @property
    def label(self) -> str:
        """The name as plain text says it: a question needs no colon."""
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
    """The name of a section, where one mail says several things."""

    shape: ClassVar = "head"
    text: str


@dataclass(frozen=True)
class Way:
    """A quiet link to a page of the house, beside the one that the mail is about."""

    shape: ClassVar = "way"
    text: str
    link: str


Part = Say | Points | Facts | Head | Way


@dataclass(frozen=True)
class Calendar:
    """What a mail program puts into the reader's calendar (RFC 5546).

    `message` is about one meeting and does what its `method` says; `file` is for whoever
    opens it by hand, and may hold several.
    """

    method: str
    message: bytes
    file: bytes


@dataclass(frozen=True)
class Letter:
    """One mail to one person, in their language, with dates in their zone.

    It has one main link, `link` (a path of the house), named `act`. `why` is the line at the
    foot that says why they get it. It holds nothing that a set has written, except the
    reader's own actions, and what the coordinator adds to a reminder. With
    a `calendar` it may hold not even these: a calendar keeps the text, and colleagues may
    look into it. `kind` is what its reader ends who wants no more of it, if the row is a
    digest of others.

    See docs/threat-model.md#what-messages-carry.
    """

    subject: str
    parts: Sequence[Part]
    link: str
    act: str
    why: str
    calendar: Calendar | None = None
    kind: str = ""
