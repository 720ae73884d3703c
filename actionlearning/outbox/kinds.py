"""Every kind of message: its writer, its name, and what its reader may choose.

A decorator on the function that writes the letter declares the kind. Django loads the
modules called `letters` when it starts (`discover`), so nothing else names a kind.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Literal, TypeVar

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.outbox.letter import Letter
from actionlearning.outbox.models import Notice

Words = str | Promise
Channel = Literal["mail", "inbox"]
BOTH: frozenset[Channel] = frozenset({"mail", "inbox"})
MAIL: frozenset[Channel] = frozenset({"mail"})
INBOX: frozenset[Channel] = frozenset({"inbox"})
NONE: frozenset[Channel] = frozenset()

MORNING, MEETINGS, SET, MANAGER = "morning", "meetings", "set", "manager"
GROUPS: dict[str, Words] = {
    MORNING: _("In the morning"),
    MEETINGS: _("Around meetings"),
    SET: _("About a set"),
    MANAGER: _("As a manager of a set"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of message.

    It has `channels`, and comes by the `usual` ones unless its reader chooses otherwise.
    The reader cannot switch the `always` channels off; `reason` says why. If it
    `cannot_wait`, it is mailed on a quiet day too. If it is `about_future`, it is useless
    to a closed set. If it `tells_dates`, it brings news of dates to everybody in a set.
    `order` is the kind's position in its group, and `listed_as` its name in lists of mails.
    """

    name: str
    group: str
    title: Words
    order: int = 0
    channels: frozenset[Channel] = BOTH
    usual: frozenset[Channel] = BOTH
    always: frozenset[Channel] = NONE
    reason: Words = ""
    cannot_wait: bool = False
    about_future: bool = False
    tells_dates: bool = False
    listed_as: Words = ""

    @property
    def rank(self) -> tuple[int, int]:
        """Its position among all kinds: by group, then by order."""
        groups = list(GROUPS)
        place = groups.index(self.group) if self.group in GROUPS else len(groups)
        return place, self.order

    def may_choose(self, channel: Channel) -> bool:
        """Return whether the reader decides about this channel."""
        return channel in self.channels - self.always

    def comes_by(self, channel: Channel, person: User) -> bool:
        """Return whether this person gets it by this channel."""
        if not self.may_choose(channel):
            return channel in self.always
        chosen = person.channels.get(self.name, {}).get(channel)
        return channel in self.usual if chosen is None else bool(chosen)


Write = Callable[[Notice], Letter | None]
Tell = Callable[[Notice], Sequence[str] | None]
Gather = Callable[[Sequence[Notice]], None]
W = TypeVar("W", bound=Callable[..., Any])

KINDS: dict[str, Kind] = {}
WRITERS: dict[str, Write] = {}  #: of letters to people, by the name of the kind
TELLERS: dict[str, Tell] = {}  #: of lines to the chat of a set
GATHERERS: dict[str, Gather] = {}  #: of what the letters of a batch have in common


def kind(
    name: str,
    title: Words,
    *,
    group: str,
    gather: Gather | None = None,
    **more: Any,
) -> Callable[[W], W]:
    """Declare a kind of letter, as a decorator of the function that writes it.

    `gather` asks once for many rows what their letters need, and puts it on the rows as
    `gathered`. `more` are the fields of `Kind`.
    """
    if group not in GROUPS:
        raise ValueError(f"{name} needs a group; there is none called {group!r}.")

    def declare(write: W) -> W:
        _enter(WRITERS, name, write)
        if gather:
            GATHERERS[name] = gather
        KINDS[name] = Kind(name, group, title, **more)
        return write

    return declare


def chat_kind(name: str) -> Callable[[W], W]:
    """Declare a kind of message to a chat. Nobody chooses about these one by one."""

    def declare(tell: W) -> W:
        _enter(TELLERS, name, tell)
        return tell

    return declare


def _enter(functions: dict[str, Any], name: str, function: Callable[..., Any]) -> None:
    if name in WRITERS or name in TELLERS:
        raise ValueError(f"Two kinds of message are called {name}.")
    functions[name] = function


def in_order() -> list[Kind]:
    """Return every kind, in the order of the page about messages."""
    return sorted(KINDS.values(), key=lambda each: (each.rank, each.name))


def kind_of(name: str) -> Kind:
    """Return the kind called `name`. An undeclared one leaves its reader no choice."""
    return KINDS.get(name) or Kind(name, "", name, always=BOTH)


def in_groups(kinds: Iterable[Kind]) -> list[tuple[Words, list[Kind]]]:
    """Return the kinds by the names of their groups, without empty groups."""
    kinds = list(kinds)
    grouped = [
        (words, [kind for kind in kinds if kind.group == group])
        for group, words in GROUPS.items()
    ]
    return [(words, some) for words, some in grouped if some]


def discover() -> None:
    """Import every module of letters in our apps, which declares their kinds.

    Such a module is called `letters`, or `messages` if it writes to a chat, or is in a
    package of that name.
    """
    for app in apps.get_app_configs():
        if app.name not in settings.PRODUCT_APPS:
            continue
        for found in walk_packages([app.path], f"{app.name}."):
            if {"letters", "messages"} & set(found.name.split(".")):
                import_module(found.name)
