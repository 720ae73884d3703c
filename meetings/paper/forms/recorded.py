"""Forms that reword what another person recorded for a member."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import TEXT, TextArea
from meetings.room.forms.action import ActionForm


class RecordedActionForm(ActionForm):
    """An action reworded; its recorded day may have passed."""

    def clean_due_on(self) -> dt.date:
        """Return the recorded day, or a coming one."""
        due: dt.date = self.cleaned_data["due_on"]
        return due if due == self.initial.get("due_on") else super().clean_due_on()


class AnswersForm(forms.Form):
    """The three answers reworded."""

    current_issue = forms.CharField(
        label=_("What is the current issue?"),
        max_length=TEXT,
        required=False,
        widget=TextArea(rows=3),
    )
    action_to_take = forms.CharField(
        label=_("What action should be taken?"),
        max_length=TEXT,
        required=False,
        widget=TextArea(rows=3),
    )
    action_points = forms.CharField(
        label=_("What are the action points?"),
        max_length=TEXT,
        required=False,
        widget=TextArea(rows=3),
    )


class WayForm(forms.Form):
    """The choice: the record is right, or it is reworded."""

    way = forms.ChoiceField(choices=[("right", "right"), ("anew", "anew")])
