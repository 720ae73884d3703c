"""Six people of one set, each at a browser, and the meeting they are about to hold."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from actionlearning.accounts.models import User
from meetings.formats.definitions import from_data
from meetings.formats.phases import find
from meetings.models import Bid, Meeting
from meetings.room.services import bids, lobby, phase as steering
from sets.models import Membership
from tests.actionlearning.live.rooms import session_of
from tests.e2e.person import Person
from tests.support import build
from tests.support.stack import MailSink

NAMES = (
    *("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah"),
    *("Léa Brun", "Tom Reed"),
)


@dataclass(frozen=True)
class SixBrowsers:
    """Six people at their browsers; the first one facilitates."""

    meeting: Meeting
    people: list[Person]
    memberships: list[Membership]

    @property
    def fay(self) -> Membership:
        """The membership of the facilitator."""
        return self.memberships[0]

    def start(self, phase: str) -> None:
        """Begin the meeting, and go on to a phase."""
        lobby.start(self.meeting, by=self.fay)
        self.go_to(phase)

    def go_to(self, phase: str) -> None:
        """Go on to a phase; if an issue is to be chosen, choose the second person's."""
        self.meeting.refresh_from_db()
        while self.meeting.phase != phase:
            if (
                find(from_data(self.meeting.phases), self.meeting.phase).kind
                == "decide"
            ):
                self._choose(self.memberships[1])
            seen = self.meeting.phase
            steering.advance(self.meeting, by=self.fay, seen=seen)
            self.meeting.refresh_from_db()

    def _choose(self, membership: Membership) -> None:
        standing = self.meeting.bids.filter(membership=membership, state=Bid.State.OPEN)
        if not standing:
            sentence = "How can I get two teams to plan together?"
            new = uuid.uuid4()
            bids.submit(self.meeting, by=membership, sentence=sentence, client_id=new)
        bids.choose(self.meeting, by=self.fay, bid_id=standing.get().pk)

    def come_in(self) -> None:
        """Let everybody open the room."""
        for person in self.people:
            person.open(self.meeting.get_room_url())

    def leave(self) -> None:
        """Close all browsers."""
        for person in self.people:
            person.page.context.close()

    def troubles(self) -> dict[str, list[str]]:
        """Return what went wrong in anybody's browser, by name."""
        return {each.name: each.troubles for each in self.people if each.troubles}


def seat_six(
    browser: Browser, site: str, form: str = "", *, name: str = "Harbour"
) -> SixBrowsers:
    """Seat a set of six people, signed in, in the lobby of their next meeting."""
    addresses = [build.address(each) for each in NAMES]
    known = User.objects.filter(email__in=addresses).order_by("pk")
    users = list(known) or build.people(*NAMES)
    of = build.learning_set(
        build.programme(f"{name} Trust"), name, "Planning across teams."
    )
    memberships = build.seat(of, users)
    _held, meeting, *_later = build.meetings(of)
    if form:
        meeting.format = form
        meeting.save(update_fields=["format"])
    for membership in memberships:
        lobby.enter(meeting, by=membership)
    lobby.choose_facilitator(meeting, by=memberships[0], who=memberships[0])
    return SixBrowsers(
        meeting, [_at(browser, site, user) for user in users], memberships
    )


def _at(browser: Browser, site: str, user: User) -> Person:
    person = Person.at(browser, site, MailSink(), user.name)
    name, value = session_of(user).split("=")
    address = "{0.scheme}://{0.netloc}".format(urlsplit(site))
    person.page.context.add_cookies([{"name": name, "value": value, "url": address}])
    return person
