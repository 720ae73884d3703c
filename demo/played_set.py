"""One set while its story is played: its rows, by the names that the story uses."""

import uuid
from dataclasses import dataclass, field

from actionlearning.accounts.models import User
from demo.story import Became, SetStory, Told
from meetings.models import Action, Issue, Meeting
from reports.issues.services.next_step import open_next
from reports.models import ReportBack
from reports.report_backs.services import report_back
from reports.report_backs.services.report_back import ActionWord, Answers
from sets.models import LearningSet, Membership

NAMES = uuid.UUID("6f1d2c52-4a3c-4f7e-9f3a-2f7c1b8e5d10")


@dataclass
class PlayedSet:
    """A story, and the rows that were made from it so far."""

    story: SetStory
    users: dict[str, User]
    learning_set: LearningSet
    memberships: dict[str, Membership] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)

    def meeting(self, number: int) -> Meeting:
        """Return the set's n-th meeting."""
        return self.learning_set.meetings.get(number=number)

    def client_id(self, *words: object) -> uuid.UUID:
        """Return the id that a form would carry: the same id for the same words."""
        return uuid.uuid5(NAMES, "/".join([self.story.name, *map(str, words)]))

    def answers(self, told: Told) -> Answers:
        """Return a report-back as its form would send it."""
        return {
            "did": told.did,
            "happened": told.happened,
            "compared": told.compared,
            "difference": told.difference,
            "lesson": told.lesson,
            "actions": self._words(told.became),
        }

    def file(self, meeting: Meeting, told: Told) -> ReportBack:
        """File a report-back, and open the issues that it raised."""
        by = self.memberships[told.who]
        report = report_back.file(meeting, by=by, fields=self.answers(told))
        if told.then:
            issue, choice, sentence = told.then
            open_next(
                report,
                by=by,
                issue=self.issues[issue],
                choice=choice,
                sentence=sentence,
            )
        return report

    def _words(self, became: Became) -> dict[int, ActionWord]:
        return {
            self.actions[key].pk: {"status": status, "why": why}
            for key, (status, why) in became.items()
        }
