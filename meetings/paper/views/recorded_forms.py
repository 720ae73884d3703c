"""The forms of records that wait for confirmation, each with ids of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from meetings.formats.phases import QUESTIONS
from meetings.formats.wording import asked
from meetings.models import Action, Inquiry, Meeting
from meetings.paper.forms.recorded import AnswersForm, RecordedActionForm
from meetings.paper.queries.recorded import own_actions, own_inquiries
from sets.models import Membership

Waiting = dict[str, list["RecordedForm"]]


@dataclass(frozen=True)
class RecordedForm:
    """One record that waits, with the form that rewords it."""

    row: Action | Inquiry
    form: forms.BaseForm

    @property
    def by(self) -> str:
        """The person who recorded it."""
        return self.row.recorded_by.first_name if self.row.recorded_by else ""

    @property
    def answers(self) -> list[tuple[str, str]]:
        """The three questions with their answers, if the record is an issue."""
        texts = ((asked(q), getattr(self.row, q, "")) for q in QUESTIONS)
        return [(question, text) for question, text in texts if text]


def recorded(
    meeting: Meeting,
    membership: Membership,
    bound: Mapping[Action | Inquiry, forms.BaseForm],
) -> Waiting:
    """Return all that waits for `membership`; `bound` forms keep everything typed."""
    return {
        "inquiries": [
            RecordedForm(row, bound.get(row) or answers_form(row))
            for row in own_inquiries(meeting, membership)
        ],
        "actions": [
            RecordedForm(row, bound.get(row) or action_form(row, meeting))
            for row in own_actions(meeting, membership)
        ],
    }


def answers_form(row: Inquiry, data: object = None) -> AnswersForm:
    """Return the form of one issue; its ids differ from row to row."""
    known = {question: getattr(row, question) for question in QUESTIONS}
    return AnswersForm(data, initial=known, auto_id=f"id_inquiry_{row.pk}_%s")  # type: ignore[arg-type]


def action_form(
    row: Action, meeting: Meeting, data: object = None
) -> RecordedActionForm:
    """Return the form of one action; its ids differ from row to row."""
    fields = ("cue", "deed", "expectation", "due_on")
    return RecordedActionForm(
        data,
        meeting=meeting,
        initial={name: getattr(row, name) for name in fields},
        auto_id=f"id_action_{row.pk}_%s",
    )
