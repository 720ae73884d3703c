"""Six people hold a whole meeting by any format: one player who knows every phase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from playwright.sync_api import Locator, Response, expect

from meetings.formats import Phase, from_data
from meetings.phases import after, find
from tests.e2e.clock import Clock
from tests.e2e.person import Person
from tests.e2e.six import Six

DONE = ".bar .btn.go"  #: the one filled button at the foot of the page


class Ninety:
    """A meeting that is played to its end, each phase for all of its minutes.

    `pictured` are the keys of the phases to look at; `name` begins the pictures' names.
    """

    def __init__(
        self, six: Six, clock: Clock, *, name: str, pictured: Collection[str]
    ) -> None:
        self.meeting, self.people = six.meeting, six.people
        self.fay, *self.others = six.people
        self.clock, self.name, self.pictured = clock, name, pictured
        self.deeds: dict[str, Callable[[Phase], None]] = {
            "round": self._round,
            "decide": self._decide,
            "tell": self._tell,
            "questions": self._questions,
            "clarify": self._clarify,
            "write": self._write,
            "check": self._check,
            "act": self._act,
            "review": self._review,
            "close": self._close,
        }

    def play(self) -> None:
        """Begin, walk every phase, and close."""
        self.press(self.fay, DONE)
        following: Phase | None = self.phase
        while following:
            phase = following
            self.everybody_agrees()
            self.deeds[phase.kind](phase)
            slots = self.meeting.inquiries.values_list("slot", flat=True)
            following = after(self.phases, phase.key, slots=slots)
            if following:
                self.clock.pass_by(self._left)
                self.press(self.fay, DONE)

    # -- What holds at any moment ----------------------------------------------------

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases as the meeting has them."""
        self.meeting.refresh_from_db()
        return from_data(self.meeting.phases)

    @property
    def phase(self) -> Phase:
        """Where the meeting stands."""
        phases = self.phases
        return find(phases, self.meeting.phase)

    def everybody_agrees(self) -> None:
        """Fail unless all six pages name the phase and the speaker that are so now."""
        words = [f"{self.phase.title}."]
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
        self.press(person, person.page.locator(f"{form} .acts .btn").first)

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
        assert self.meeting.floor
        return self._called(self.meeting.floor.first_name)

    def _called(self, first_name: str) -> Person:
        return next(each for each in self.people if each.first_name == first_name)

    def _askers(self, phase: Phase) -> list[Person]:
        return [each for each in self.others if each is not self.presenter(phase)]

    @property
    def _left(self) -> dt.timedelta:
        """What is left of the phase: the test's own seconds count too."""
        self.meeting.refresh_from_db()
        assert self.meeting.phase_ends_at
        return max(self.meeting.phase_ends_at - self.clock.now, dt.timedelta())

    # -- The phases, kind by kind ----------------------------------------------------

    def _round(self, phase: Phase) -> None:
        voices = self.meeting.turns.filter(phase=phase.key).count()
        assert voices == len(self.people) - bool(phase.slot)
        self.press(self.fay, DONE)
        each = self._left / (voices + 1)
        for number in range(voices):
            self.everybody_agrees()
            if number == 1:
                self.look(phase)
            self.clock.pass_by(each)
            self.press(self.speaker(), DONE)
        self.everybody_agrees()

    def _decide(self, phase: Phase) -> None:
        slots = max(each.slot for each in self.phases)
        bids = [_bid(person) for person in self.others[: slots + 1]]
        for person, sentence in zip(self.others, bids, strict=False):
            self.write(person, "#bid", sentence)
        self.all_see(f"{len(bids)} of 6 have written.")
        for sentence in bids:
            self.fay.misses(sentence)
            self.others[-1].misses(sentence)
        self.look(phase, "-hidden")
        self._press_once_it_says("Put the bids on the table")
        for sentence in bids:
            self.all_see(sentence)
        self.look(phase)
        for sentence in bids[:slots]:
            line = self.fay.page.locator("#bids li").filter(has_text=sentence)
            self.press(self.fay, line.get_by_role("button", name="The set chose this"))

    def _tell(self, phase: Phase) -> None:
        for person in self._askers(phase):
            self._note(person, f"{person.first_name} wonders: {phase.key}?")
        self._answer(phase)
        self.look(phase)

    def _note(self, person: Person, text: str) -> None:
        """Write on the own pad, which nobody else ever sees."""
        person.page.locator("#pad").fill(text)
        expect(person.page.locator("#pad-state")).to_contain_text("Saved.")
        for other in self.people:
            if other is not person:
                other.misses(text)

    def _answer(self, phase: Phase) -> None:
        presenter = self.presenter(phase)
        assert presenter
        for question in phase.answers:
            text = f"{presenter.first_name} finds: {phase.key}, {question}."
            presenter.page.locator(f"#text-{question}").fill(text)
            state = presenter.page.locator(f"#state-{question}")
            expect(state).to_contain_text("Saved.")
            for person in self._askers(phase):
                expect(person.page.locator(f"#answer-{question}")).to_contain_text(text)
            box = self.fay.page.locator(f"#text-{question}")
            expect(box).to_have_value(text)

    def _questions(self, phase: Phase) -> None:
        first, second, third, *_rest = self._askers(phase)
        self._ask(first)
        self._queue(first, second, third)
        self.look(phase)
        self._hear(second, third, first)
        self._be_silent(third)
        self._look_at_the_process(second)
        self._propose(phase)

    def _queue(self, *people: Person) -> None:
        for person in people:
            self.press(person, "#key-h")

    def _ask(self, person: Person) -> None:
        self._queue(person)
        self._hear(person)

    def _hear(self, *people: Person) -> None:
        """Let the queue be heard: who has asked least comes first."""
        for person in people:
            self._press_once_it_says(person.first_name)
            self.everybody_agrees()
            assert self.speaker() is person
            self.press(person, person.button("I am done"))
            self.everybody_agrees()

    def _press_once_it_says(self, words: str) -> None:
        """Let the facilitator go on, whose page may hear a moment later what to do."""
        expect(self.fay.page.locator(DONE)).to_contain_text(words)
        self.press(self.fay, DONE)

    def _be_silent(self, person: Person) -> None:
        self.press(person, person.button("Ten seconds of silence"))
        for each in self.people:
            expect(each.page.locator("#silence")).to_be_visible()
        self.clock.pass_by(dt.timedelta(seconds=10))

    def _look_at_the_process(self, person: Person) -> None:
        self.press(person, person.button("Ask for a process check"))
        stop = self.fay.button("Stop the clock for a process check")
        self.press(self.fay, stop.first)
        self.all_see("How do we work together?")
        self._press_once_it_says("Go on")

    def _propose(self, phase: Phase) -> None:
        """Let the facilitator write for the presenter: it counts with their yes."""
        presenter, question = self.presenter(phase), phase.answers[-1]
        assert presenter
        text = f"Fay heard: {phase.key}."
        self.fay.page.locator(f"#text-{question}").fill(text)
        expect(presenter.page.locator(f"#proposal-{question}")).to_contain_text(text)
        member = self._askers(phase)[0]
        member.misses(text)
        self.press(presenter, f"#proposal-{question} .btn.go")
        member.sees(text)

    def _clarify(self, phase: Phase) -> None:
        presenter = self.presenter(phase)
        assert presenter
        table = presenter.page.locator("#slips")
        if phase.key.startswith("answer"):
            for name in ("Keep it", "Answered"):
                self.press(presenter, table.get_by_role("button", name=name).first)
        self._answer(phase)
        if phase.makes_actions:
            self._agree(presenter, f"ask once more after {phase.key}")
        self.look(phase)

    def _write(self, phase: Phase) -> None:
        if phase.answers:
            return self._name_the_problem(phase)
        for person in [self.fay, *self._askers(phase)]:
            self.write(person, "#ask", f"What does {person.first_name} miss?")
        asker = self._askers(phase)[0]
        self.write(asker, "#ask", "You should talk to them.")
        self.press(asker, asker.button("Send it as it is"))
        self.look(phase)
        return None

    def _name_the_problem(self, phase: Phase) -> None:
        for person in self.people:
            self.write(person, "#sentence", f"{person.first_name} calls it a habit.")
        self._press_once_it_says("Show all sentences")
        self.all_see("Tom calls it a habit.")
        self._answer(phase)
        self.look(phase)

    def _check(self, phase: Phase) -> None:
        self.look(phase)

    def _act(self, phase: Phase) -> None:
        for person in self.people:
            self._agree(person, f"write to {person.first_name}’s own team")
        self._round(phase)

    def _agree(self, person: Person, deed: str) -> None:
        person.box("I will …").fill(deed)
        self.press(person, "#action .acts .btn")
        person.sees(deed)

    def _review(self, phase: Phase) -> None:
        for person in self.people:
            for score in person.page.locator("#review fieldset").all():
                score.get_by_role("radio").last.check()
            self.write(person, "#review", f"{person.first_name} liked the pauses.")
        self.fay.misses("Tom liked the pauses.")
        self.look(phase, "-hidden")
        self.press(self.fay, DONE)
        for person in self.people:
            self.all_see(f"{person.first_name} liked the pauses.")
        self.look(phase)

    def _close(self, phase: Phase) -> None:
        self.look(phase)
        self.clock.pass_by(self._left)
        if self.fay.page.locator("#sure-close").count():
            self.fay.page.locator("[popovertarget=sure-close]").click()
        self.press(self.fay, self.fay.page.locator(DONE).last)
        self.all_see("The meeting is closed.")


def _bid(person: Person) -> str:
    return f"How can I stop doing {person.first_name}’s work twice?"


def _is_deed(answer: Response) -> bool:
    asked = answer.request
    is_post = asked.method == "POST" and "/room/" in asked.url
    return is_post and not asked.url.endswith(("/presence/", "/pad/"))
