"""Six people of one set, each at a browser, and the meeting they are about to hold."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from actionlearning.accounts.models import User
from meetings.models import Meeting
from meetings.services import lobby
from tests import build
from tests.actionlearning.live import session_of
from tests.e2e.person import Person
from tests.stack import MailSink

NAMES = (
    *("Fay Okoro", "Pia Lind", "Max Adler", "Ben Shah"),
    *("Léa Brun", "Tom Reed"),
)


@dataclass(frozen=True)
class Six:
    """The first of the people facilitates."""

    meeting: Meeting
    people: list[Person]

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


def six(browser: Browser, site: str, form: str = "", *, name: str = "Harbour") -> Six:
    """Seat a set of six, signed in, all of them in the lobby of the next meeting."""
    users = build.people(*NAMES)
    of = build.learning_set(
        build.programme("Harbour Trust"), name, "Planning across teams."
    )
    places = build.seat(of, users)
    _held, meeting, *_later = build.meetings(of)
    if form:
        meeting.format = form
        meeting.save(update_fields=["format"])
    for place in places:
        lobby.enter(meeting, by=place)
    lobby.choose_facilitator(meeting, by=places[0], who=places[0])
    return Six(meeting, [_at(browser, site, user) for user in users])


def _at(browser: Browser, site: str, user: User) -> Person:
    person = Person.at(browser, site, MailSink(), user.name)
    name, value = session_of(user).split("=")
    address = "{0.scheme}://{0.netloc}".format(urlsplit(site))
    person.page.context.add_cookies([{"name": name, "value": value, "url": address}])
    return person
