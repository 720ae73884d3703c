"""Forms that reword what another person recorded for a member."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import TEXT, TextArea
from meetings.formats.definitions import Question
from meetings.formats.phases import QUESTIONS
from meetings.room.forms.action import ActionForm


class RecordedActionForm(ActionForm):
    """An action reworded; its recorded day may have passed."""

    def clean_due_on(self) -> dt.date:
        """Return the recorded day, or a coming one."""
        due: dt.date = self.cleaned_data["due_on"]
        return due if due == self.initial.get("due_on") else super().clean_due_on()


def _answer(question: Question) -> forms.CharField:
    asked, box = QUESTIONS[question], TextArea(rows=3)
    return forms.CharField(label=_(asked), max_length=TEXT, required=False, widget=box)


class AnswersForm(forms.Form):
    """The three answers reworded."""

    current_issue = _answer("current_issue")
    action_to_take = _answer("action_to_take")
    action_points = _answer("action_points")


class WayForm(forms.Form):
    """The choice: the record is right, or it is reworded."""

    way = forms.ChoiceField(choices=[("right", "right"), ("anew", "anew")])
