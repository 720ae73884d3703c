"""Every kind of message in plain words: what it is called, and what its reader may choose.

One entry a kind. `NOTICE_KINDS` in the settings says who writes it; a test fails for a
kind that stands there and not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User

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

    It has `channels`, and comes by the `usual` ones unless its reader says otherwise.
    `always` is what they cannot switch off, and `reason` says why. What `cannot_wait` is
    mailed on a quiet day too.
    """

    name: str
    group: str
    title: Words
    channels: frozenset[Channel] = BOTH
    usual: frozenset[Channel] = BOTH
    always: frozenset[Channel] = NONE
    reason: Words = ""
    cannot_wait: bool = False

    def may_choose(self, channel: Channel) -> bool:
        """Say whether the reader decides about this channel."""
        return channel in self.channels - self.always

    def comes_by(self, channel: Channel, person: User) -> bool:
        """Say whether this person gets it that way."""
        if not self.may_choose(channel):
            return channel in self.always
        chosen = person.channels.get(self.name, {}).get(channel)
        return channel in self.usual if chosen is None else bool(chosen)


_KINDS = (
    Kind(
        "morning",
        MORNING,
        _("The morning mail as a whole"),
        channels=MAIL,
    ),
    Kind("meeting_reminder", MORNING, _("Your set meets today")),
    Kind("report_due", MORNING, _("Your report-back is due tomorrow")),
    Kind(
        "action_follow_up",
        MORNING,
        _("Your actions: halfway, and the day before they are due"),
    ),
    Kind(
        "meeting_moved",
        MEETINGS,
        _("A meeting was moved"),
        always=INBOX,
        reason=_("It stays in your notices: whoever misses it misses the meeting."),
        cannot_wait=True,
    ),
    Kind(
        "meeting_cancelled",
        MEETINGS,
        _("A meeting was called off"),
        always=INBOX,
        reason=_("It stays in your notices: whoever misses it travels in vain."),
        cannot_wait=True,
    ),
    Kind(
        "dates_changed",
        MEETINGS,
        _("The regular day or time changed"),
        always=INBOX,
        reason=_("It stays in your notices: whoever misses it misses meetings."),
        cannot_wait=True,
    ),
    Kind("meeting_added", MEETINGS, _("An extra meeting was planned")),
    Kind("poll_opened", MEETINGS, _("A set looks for a date")),
    Kind("poll_reminder", MEETINGS, _("Your answer about dates is missing")),
    Kind("poll_answered", MEETINGS, _("Everybody has answered your dates")),
    Kind("swap_offered", MEETINGS, _("Somebody asks you to facilitate for them")),
    Kind("swap_accepted", MEETINGS, _("Somebody takes your turn")),
    Kind("rota_declined", MEETINGS, _("A member has passed on two turns in a row")),
    Kind(
        "meeting_entry",
        MEETINGS,
        _("New meetings for your calendar"),
        channels=MAIL,
        usual=MAIL,
        cannot_wait=True,
    ),
    Kind(
        "starts_soon",
        MEETINGS,
        _("Your set meets in 15 minutes"),
        usual=INBOX,
    ),
    Kind("wrap_up", MEETINGS, _("What was agreed, after a meeting")),
    Kind("meeting_scheduled", SET, _("You joined a set: when it meets")),
    Kind("request_answered", SET, _("A manager has answered a request")),
    Kind(
        "set_closed",
        SET,
        _("A set was closed"),
        always=BOTH,
        reason=_("It ends what you have a part in, and comes once."),
        cannot_wait=True,
    ),
    Kind(
        "place_ended",
        SET,
        _("Your place in a set has ended"),
        always=BOTH,
        reason=_("It says who ended it, and takes the dates out of your calendar."),
        cannot_wait=True,
    ),
    Kind(
        "invitation",
        SET,
        _("Somebody invites you to a set"),
        channels=MAIL,
        always=MAIL,
        reason=_("It goes to an address, not to an account, and comes once."),
        cannot_wait=True,
    ),
    Kind("released", MANAGER, _("Somebody has released a story to you")),
    Kind("request_raised", MANAGER, _("A set asks you for something")),
    Kind("manager_digest", MANAGER, _("The week in figures, on Mondays")),
)
KINDS = {kind.name: kind for kind in _KINDS}


def kind_of(name: str) -> Kind:
    """Return the kind called `name`; one that nobody described leaves no choice."""
    return KINDS.get(name) or Kind(name, "", name, always=BOTH)


def in_groups(kinds: Iterable[Kind]) -> list[tuple[Words, list[Kind]]]:
    """Return the kinds under the names of their groups, empty groups left out."""
    kinds = list(kinds)
    grouped = [
        (words, [kind for kind in kinds if kind.group == group])
        for group, words in GROUPS.items()
    ]
    return [(words, some) for words, some in grouped if some]
