"""Six people in a live room, which faults then break."""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from actionlearning.accounts.models import User
from bench.http_client import Guest
from meetings.models import Meeting
from meetings.room.services import lobby
from sets.models import Membership, Programme
from tests.support import build

NAMES = ("Ann Okoro", "Bea Lind", "Cem Adler", "Dov Shah", "Eli Brun", "Gil Reed")


@dataclass(frozen=True)
class Room:
    """A meeting in its first phase; the first person facilitates."""

    meeting: Meeting
    memberships: list[Membership]
    guests: list[Guest]

    @property
    def code(self) -> str:
        """The meeting's code, as in its address."""
        return self.meeting.code


def room(under: Programme, name: str, users: list[User]) -> Room:
    """Begin a meeting of six people in a set of their own."""
    of = build.learning_set(under, name)
    memberships = build.seat(of, users)
    [meeting] = build.meetings(of, held=0, ahead=1)
    for membership in memberships:
        lobby.enter(meeting, by=membership)
    lobby.choose_facilitator(meeting, by=memberships[0], who=memberships[0])
    lobby.start(meeting, by=memberships[0])
    return Room(meeting, memberships, [signed_in(user) for user in users])


def signed_in(user: User) -> Guest:
    """Return a signed-in browser of a person."""
    browser = Client()
    browser.force_login(user)
    return Guest(browser.cookies[settings.SESSION_COOKIE_NAME].value)
