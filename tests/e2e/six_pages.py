"""Six pages of one live meeting: what all of them show, and what each person may do."""

import datetime as dt
from collections.abc import Collection

from playwright.sync_api import Locator, Response, expect

from actionlearning.lib.templatetags.lib_tags import sentence
from meetings.formats.definitions import Phase, from_data
from meetings.formats.phases import find
from tests.e2e.clock import Clock
from tests.e2e.person import Person
from tests.e2e.six_browsers import SixBrowsers


class SixPages:
    """A live meeting with six browsers, and the clock it runs by.

    `pictured` are the keys of the phases to look at; `name` begins the pictures' names.
    """

    def __init__(
        self, six: SixBrowsers, clock: Clock, *, name: str, pictured: Collection[str]
    ) -> None:
        self.meeting, self.people = six.meeting, six.people
        self.fay, *self.others = six.people
        self.clock, self.name, self.pictured = clock, name, pictured

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases as the meeting has them."""
        self.meeting.refresh_from_db()
        return from_data(self.meeting.phases)

    @property
    def phase(self) -> Phase:
        """The present phase."""
        phases = self.phases
        return find(phases, self.meeting.phase)

    def everybody_agrees(self) -> None:
        """Fail unless all six pages name the present phase and speaker."""
        words = [sentence(self.phase.title)]
        if self.meeting.floor:
            words.append(f"{self.meeting.floor.first_name} has the floor.")
        for person in self.people:
            now = person.page.locator("#room-now")
            expect(now).to_have_text(" ".join(words))

    def all_see(self, text: str) -> None:
        """Fail unless everybody's page shows the text."""
        for person in self.people:
            person.sees(text)

    # -- Deeds -----------------------------------------------------------------------

    def press(self, person: Person, what: str | Locator) -> None:
        """Press a button, and return once the server has done it."""
        found = person.page.locator(what) if isinstance(what, str) else what
        with person.page.expect_response(_is_deed) as answer:
            found.first.click()
        assert answer.value.ok, f"{found}: {answer.value.status}"

    def write(self, person: Person, form: str, text: str) -> None:
        """Fill a form's one text and send it."""
        field = person.page.locator(f"{form} textarea, {form} input[type=text]").first
        field.fill(text)
        self.press(person, person.page.locator(f"{form} .button-row .btn").first)

    def look(self, phase: Phase, more: str = "") -> None:
        """Let facilitator, presenter and a member look at the phase."""
        if phase.key not in self.pictured:
            return
        presenter = self.presenter(phase) or self.others[0]
        member = next(each for each in self.others[::-1] if each is not presenter)
        seen = {"facilitator": self.fay, "presenter": presenter, "member": member}
        for role, person in seen.items():
            person.look(f"room-{self.name}/{phase.key}{more}-{role}")

    def presenter(self, phase: Phase) -> Person | None:
        """Return whose airtime it is."""
        return self.others[phase.slot - 1] if phase.slot else None

    def speaker(self) -> Person:
        """Return who has the floor."""
        self.meeting.refresh_from_db()
        turns = self.meeting.turns.order_by("pk").values_list("phase", "state")
        assert self.meeting.floor, f"{self.meeting.phase}: {list(turns)[-7:]}"
        return self._called(self.meeting.floor.first_name)

    def _called(self, first_name: str) -> Person:
        return next(each for each in self.people if each.first_name == first_name)

    def _askers(self, phase: Phase) -> list[Person]:
        return [each for each in self.others if each is not self.presenter(phase)]

    @property
    def _left(self) -> dt.timedelta:
        """The time left in the phase; the test's own seconds count too."""
        self.meeting.refresh_from_db()
        assert self.meeting.phase_ends_at
        return max(self.meeting.phase_ends_at - self.clock.now, dt.timedelta())


def _is_deed(answer: Response) -> bool:
    asked = answer.request
    is_post = asked.method == "POST" and "/room/" in asked.url
    return is_post and not asked.url.endswith(("/presence/", "/pad/"))
