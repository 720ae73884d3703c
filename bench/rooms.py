"""A hundred and sixty-seven rooms of the same six people; twenty of them are live."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from bench.http_client import Guest
from meetings.models import Meeting
from meetings.room.services import lobby, phase, turns
from sets.models import Membership
from tests.support import build

NAMES = ("Ann Okoro", "Bea Lind", "Cem Adler", "Dov Shah", "Eli Brun", "Gil Reed")
ROOMS, LIVE = 167, 20  #: of six each: 1,002 streams


@dataclass(frozen=True)
class Rooms:
    """The rooms by their codes, the live ones first, and the six people."""

    codes: list[str]
    guests: list[Guest]

    @classmethod
    def make(cls) -> Rooms:
        """Build the sets, sign everybody in, and bring twenty to their report-backs."""
        users = build.people(*NAMES)
        trust = build.programme("Harbour Trust")
        meetings = []
        for number in range(ROOMS):
            of = build.learning_set(trust, f"Set {number}")
            memberships = build.seat(of, users)
            [meeting] = build.meetings(of, held=0, ahead=1)
            meetings.append(meeting)
            if number < LIVE:
                _sit_down(meeting, memberships)
        return cls([each.code for each in meetings], [_guest(user) for user in users])

    @property
    def live(self) -> list[str]:
        """The codes of the rooms in which a set sits."""
        return self.codes[:LIVE]


def _sit_down(meeting: Meeting, memberships: list[Membership]) -> None:
    fay = memberships[0]
    for membership in memberships:
        lobby.enter(meeting, by=membership)
    lobby.choose_facilitator(meeting, by=fay, who=fay)
    lobby.start(meeting, by=fay)
    phase.advance(meeting, by=fay, seen="open")
    turns.begin(meeting, by=fay)


def _guest(user: object) -> Guest:
    browser = Client()
    browser.force_login(user)  # type: ignore[arg-type]
    browser.get("/")  # from then on their session is listed, as after signing in
    return Guest(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def panels(code: str) -> str:
    """Return the address that a page fetches again."""
    return f"/meetings/{code}/room/panels/"


def events(code: str) -> str:
    """Return the address of a room's stream."""
    return f"/meetings/{code}/events"
