"""A live room with several people: all see each command, and the delays are measured."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.e2e.person import PATIENCE, Person


class Room:
    """The people of a meeting; the first one facilitates.

    A second meeting looks like the first one, and needs no pictures (`pictured`).
    """

    def __init__(self, *people: Person, pictured: bool = True) -> None:
        self.people = people
        self.facilitator = people[0]
        self.pictured = pictured
        self.lags: list[float] = []

    @contextmanager
    def _everybody_follows(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.lags.append(time.monotonic() - began)

    def in_words(self) -> str:
        """Return in words how soon everybody saw the changes."""
        usual, worst = statistics.median(self.lags), max(self.lags)
        return f"usually {usual:.2f} s, at worst {worst:.2f} s, of {len(self.lags)}"

    def all_see(self, text: str) -> None:
        """Fail unless everybody's page shows the text."""
        with self._everybody_follows():
            for person in self.people:
                person.sees(text)

    def all_in(self, words: str) -> None:
        """Fail unless everybody's page names this phase or speaker as the present one."""
        with self._everybody_follows():
            for person in self.people:
                person.is_in(words)

    def gather(self) -> None:
        """Let everybody come in, long before the planned time."""
        for person in self.people:
            person.open("/")
            person.follow("Prepare")
            person.follow("Meet now instead")
            person.sees("Planned for")
        self._look("room-early", self.facilitator)
        self.facilitator.press("Meet now instead")
        self.all_see("Who facilitates today?")
        for person in self.people[1:]:
            person.press("I am here")
        self.all_see(f"{len(self.people)} of {len(self.people)} are here")
        for person in self.people:
            person.sees("Live")

    def begin(self) -> None:
        """Choose the facilitator whom the rota proposes, and start the clock."""
        self.people[-1].press(f"Choose {self.facilitator.first_name}")
        self.all_see("The clock starts when everybody is ready.")
        self._look("room-lobby", self.facilitator)
        self.facilitator.press("Start the meeting")
        self.all_see("In one word, how are you today?")

    def round(self, name: str) -> None:
        """Let everybody speak in turn, each ending their own turn."""
        self.facilitator.press("Open the round:")
        for number in range(len(self.people)):
            speaker = self.speaker()
            self.all_in(f"{speaker.first_name} has the floor.")
            if number == 0:
                for person in self.people:
                    self._look(f"room-{name}-{person.first_name.lower()}", person)
            self._end_turn(speaker)

    def _look(self, name: str, person: Person) -> None:
        if self.pictured:
            person.look(name)

    def speaker(self) -> Person:
        """Return who has the floor."""
        now = self.facilitator.page.locator("#room-now")
        expect(now).to_contain_text("has the floor.", timeout=PATIENCE)
        words = now.inner_text()
        return next(person for person in self.people if person.first_name in words)

    def _end_turn(self, speaker: Person) -> None:
        if speaker is self.facilitator:
            speaker.page.locator(".room-bar .btn.go").click()
        else:
            speaker.press("I am done")
        now = self.facilitator.page.locator("#room-now")
        words = f"{speaker.first_name} has the floor."
        expect(now).not_to_contain_text(words, timeout=PATIENCE)

    def answer(self, presenter: Person, question: str, text: str) -> None:
        """Let the presenter write; it saves itself, and everybody follows."""
        presenter.fill(question, text)
        presenter.sees("Saved. Everybody in the room can see it.")
        for person in self.people:
            if person is self.facilitator:
                box = person.box(question)
                expect(box).to_have_value(text, timeout=PATIENCE)
            elif person is not presenter:
                person.sees(text)

    def go_on(self, title: str, *, without_issue: bool = False) -> None:
        """Let the facilitator move on; everybody follows."""
        step = "No issue today" if without_issue else "Next"
        self.facilitator.press(f"{step}: {title}")
        if without_issue:
            self.facilitator.sees("Nobody has asked for airtime yet.")
            self.facilitator.press("Move on anyway")
        self.all_in(title)

    def close(self) -> None:
        """Close the meeting, though not all have an action; everybody's page says so."""
        self._look("room-close", self.facilitator)
        self.facilitator.press("Close the meeting")
        self.facilitator.sees("Close anyway?")
        self.facilitator.page.locator("#sure-close button").click()
        self.all_see("The meeting is closed.")
