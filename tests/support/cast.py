"""The people of the tests, and the world they live in.

Harbour Trust has two sets: *Harbour* (Fay, Pia, Max, Ben, Léa and Tom, with Ada as
adviser and Sam as manager) and *Quay* (Ola and two more). Zoe's set *Meadow* belongs to
another organisation. Eve has left Harbour. Olu administers Harbour Trust, Peg its
programme. Every set has held one meeting and has three ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.crypto import get_random_string

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from meetings.models import Attendance, Meeting
from sets.models import Administrator, Invitation, LearningSet, Membership, SetManager
from tests.support import build
from tests.support.past_meetings import PastMeetings, write_past

HARBOUR = ("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah", "Léa Brun", "Tom Reed")
QUAY = ("Ola Berg", "Kit Moss", "Uma Rao")
MEADOW = ("Zoe Hart", "Ivo Novak", "Gus Lee")
AROUND = ("Ada Quinn", "Sam Field", "Olu Eze", "Peg Stone", "Eve Lake")


@dataclass
class World:
    """One set with everything a set has."""

    set: LearningSet
    memberships: list[Membership]
    held: Meeting
    meeting: Meeting
    later: list[Meeting]
    past: PastMeetings
    invitation: Invitation


@dataclass
class Cast:
    """Everybody by first name: `cast.fay` is a `User`."""

    harbour: World
    quay: World
    meadow: World
    users: dict[str, User]
    manager: SetManager
    _sessions: dict[str, str] = field(default_factory=dict)
    _clients: dict[str, Client] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        people: dict[str, User] = self.__dict__.get("users", {})
        if name not in people:
            raise AttributeError(f"Nobody in the cast is called {name}.")
        return people[name]

    @property
    def set(self) -> LearningSet:
        """Harbour, where most tests happen."""
        return self.harbour.set

    @property
    def worlds(self) -> tuple[World, World, World]:
        """All three sets, each with everything it has."""
        return self.harbour, self.quay, self.meadow

    @property
    def meeting(self) -> Meeting:
        """Harbour's next meeting, scheduled."""
        return self.harbour.meeting

    @property
    def held(self) -> Meeting:
        """Harbour's last meeting, ended."""
        return self.harbour.held

    @property
    def past(self) -> PastMeetings:
        """What Harbour's last meeting left behind."""
        return self.harbour.past

    def membership(self, name: str) -> Membership:
        """Return a person's newest membership (Eve's has ended), read afresh."""
        memberships = self.users[name].memberships.select_related(
            "user", "learning_set__programme__organisation"
        )
        return memberships.latest("joined_at", "pk")

    def client(self, name: str) -> Client:
        """Return a person's signed-in browser; that of "nobody" is not signed in."""
        if name not in self._clients:
            browser = self._clients[name] = Client()
            if name in self._sessions:
                browser.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[name]
            elif name != "nobody":
                browser.force_login(self.users[name])
        return self._clients[name]

    def sign_in(self) -> Cast:
        """Sign everybody in at once, which costs less than one after the other."""
        self._sessions = {name: get_random_string(32) for name in self.users}
        Session.objects.bulk_create(
            Session(
                session_key=key,
                session_data=SessionStore().encode(_signed_in(self.users[name])),
                expire_date=now() + 2 * build.WEEK,
            )
            for name, key in self._sessions.items()
        )
        UserSession.objects.bulk_create(
            UserSession(session_key=key, user=self.users[name], ip="127.0.0.1")
            for name, key in self._sessions.items()
        )
        return self


def _signed_in(user: User) -> dict[str, str]:
    """Return the content of a signed-in session of a person."""
    return {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }


def cast() -> Cast:
    """Build the whole world."""
    users = dict(
        zip(
            [build.address(n).split("@")[0] for n in HARBOUR + QUAY + MEADOW + AROUND],
            build.people(*HARBOUR, *QUAY, *MEADOW, *AROUND),
            strict=True,
        )
    )
    trust = build.programme("Harbour Trust")
    harbour = _world(
        build.learning_set(trust, "Harbour", "Planning across teams."),
        [users[n] for n in ("fay", "pia", "max", "ben", "lea", "tom")],
    )
    quay = _world(
        build.learning_set(trust, "Quay"), [users[n] for n in ("ola", "kit", "uma")]
    )
    meadow = _world(
        build.learning_set(build.programme("Meadow Works"), "Meadow"),
        [users[n] for n in ("zoe", "ivo", "gus")],
    )
    _left_and_around(harbour.set, users)
    Administrator.objects.create(organisation=trust.organisation, user=users["olu"])
    Administrator.objects.create(
        organisation=trust.organisation, programme=trust, user=users["peg"]
    )
    manager = SetManager.objects.create(learning_set=harbour.set, user=users["sam"])
    return Cast(harbour, quay, meadow, users, manager)


def _world(of: LearningSet, users: list[User]) -> World:
    memberships = build.seat(of, users)
    held, coming, *later = build.meetings(of)
    # The third in line facilitated, so the rota names the first one next.
    past = write_past(
        [memberships[2], memberships[1], *memberships[3:], memberships[0]], held, coming
    )
    return World(
        *(of, memberships, held, coming, later, past),
        invitation=build.invitation(memberships[0], f"guest-of-{of.code}@example.org"),
    )


def _left_and_around(of: LearningSet, users: dict[str, User]) -> None:
    joined = now() - 10 * build.WEEK
    Membership.objects.create(
        learning_set=of, user=users["ada"], kind=Membership.Kind.ADVISER, on_rota=False
    )
    gone = Membership.objects.create(
        learning_set=of, user=users["eve"], joined_at=joined, left_at=now()
    )
    held = of.meetings.get(number=1)
    Attendance.objects.create(meeting=held, membership=gone, present_at=held.starts_at)
