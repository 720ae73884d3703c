"""Let six people hold a whole meeting in any format, phase by phase."""

import datetime as dt
from collections.abc import Callable, Collection

from playwright.sync_api import expect

from meetings.formats.definitions import Phase
from meetings.formats.phases import after
from tests.e2e.clock import Clock
from tests.e2e.person import Person
from tests.e2e.six_browsers import SixBrowsers
from tests.e2e.six_pages import SixPages

DONE = ".room-bar .btn.go"  #: the one filled button at the foot of the page


class WholeMeeting(SixPages):
    """A meeting that is played to its end, each phase for all of its minutes."""

    def __init__(
        self, six: SixBrowsers, clock: Clock, *, name: str, pictured: Collection[str]
    ) -> None:
        super().__init__(six, clock, name=name, pictured=pictured)
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
            speaker = self.speaker()
            self.press(speaker, speaker.button("Pass") if number == 2 else DONE)
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
        self._lend(phase)
        if slots == 1:
            self._vote(bids[0])
        self.look(phase)
        for sentence in bids[:slots]:
            line = self.fay.page.locator("#bids li").filter(has_text=sentence)
            self.press(self.fay, line.get_by_role("button", name="The set chose this"))

    def _lend(self, phase: Phase) -> None:
        """Take two minutes more for this phase, from the reserve."""
        before = self._left
        self.press(self.fay, "#key-Plus")
        assert self._left > before + dt.timedelta(minutes=1), phase.key

    def _vote(self, sentence: str) -> None:
        """Let everybody vote; the votes show after the last one."""
        self.press(self.fay, self.fay.button("Ask for one vote each"))
        for number, person in enumerate(self.people):
            verb = "has" if number == 1 else "have"
            self.all_see(f"{number} of 6 {verb} voted.")
            line = person.page.locator("#bids li").filter(has_text=sentence)
            self.press(person, line.get_by_role("button", name="Vote for this"))
        for person in self.people:
            line = person.page.locator("#bids li").filter(has_text=sentence)
            expect(line).to_contain_text("6 votes")

    def _tell(self, phase: Phase) -> None:
        self._note(phase)
        self._answer(phase)
        self.look(phase)

    def _some(self, phase: Phase) -> list[Person]:
        """Return who acts: everybody for the first presenter, and one person afterwards."""
        askers = self._askers(phase)
        return askers if phase.slot == 1 else askers[:1]

    def _note(self, phase: Phase) -> None:
        """Let them write on their own pads at once, which nobody else ever sees."""
        wonders = [
            (who, f"{who.first_name} wonders: {phase.key}?")
            for who in self._some(phase)
        ]
        for person, text in wonders:
            person.page.locator("#pad").fill(text)
        for person, text in wonders:
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
        if phase.slot > 2:
            return
        self._queue(first, second, third)
        self.look(phase)
        self._hear(second, third, first)
        if phase.slot > 1:
            return
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
        """Let people ask in the order of the queue: who has asked least comes first."""
        for person in people:
            self._press_once_it_says(person.first_name)
            self.everybody_agrees()
            assert self.speaker() is person
            self.press(person, person.button("I am done"))
            self.everybody_agrees()

    def _press_once_it_says(self, words: str) -> None:
        """Press the facilitator's button once it says this; the page may lag a moment."""
        expect(self.fay.page.locator(DONE)).to_contain_text(words)
        self.press(self.fay, DONE)

    def _be_silent(self, person: Person) -> None:
        self.press(person, person.button("10 seconds of silence"))
        for each in self.people:
            expect(each.page.locator("#silence")).to_be_visible()
        self.clock.pass_by(dt.timedelta(seconds=10))

    def _look_at_the_process(self, person: Person) -> None:
        self.press(person, person.button("Ask for a process check"))
        stop = self.fay.button("Stop the clock for a process check")
        self.press(self.fay, stop.first)
        self.all_see("How are we working together?")
        self._press_once_it_says("Carry on")

    def _propose(self, phase: Phase) -> None:
        """Let the facilitator write for the presenter, who then agrees."""
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
        for person in [self.fay, *self._some(phase)]:
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
        self.press(person, "#action .button-row .btn")
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
