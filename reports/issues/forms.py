"""The small forms that continue or change an issue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import SENTENCE, TextArea
from meetings.models import Issue
from reports.issues.queries.next_step import Open
from reports.models import NextStep

CHOICES = [
    (NextStep.Choice.CONTINUE, _("Carry on with it")),
    (NextStep.Choice.REFRAME, _("Ask it differently")),
    (NextStep.Choice.CLOSE, _("Close it")),
    (NextStep.Choice.PARK, _("Park it")),
]


class NextStepForm(forms.Form):
    """Continue, reword, close or park one issue."""

    choice = forms.ChoiceField(
        label=_("What happens next?"), choices=CHOICES, widget=forms.RadioSelect
    )
    sentence = forms.CharField(
        label=_("The new sentence"),
        help_text=_("One question: “How can I …?”"),
        max_length=SENTENCE,
        required=False,
        widget=TextArea(1),
    )
    issue = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, about: Open) -> None:
        self.about = about
        step = about.step
        chosen = step.choice if step and step.choice != NextStep.Choice.NEW else None
        known = {
            "choice": chosen,
            "sentence": about.sentence,
            "issue": about.issue.pk,
        }
        super().__init__(data, initial=known, auto_id=f"id_{about.issue.pk}_%s")

    @property
    def heading(self) -> str:
        """The id of the heading to which the choices belong."""
        return f"issue-{self.about.issue.pk}"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("choice") == NextStep.Choice.REFRAME and (
            told.get("sentence", "") in {"", self.about.sentence}
        ):
            self.add_error("sentence", _("Write how you would ask it now."))
        return told


class SentenceForm(forms.Form):
    """An issue in one sentence."""

    sentence = forms.CharField(
        label=_("The issue in one sentence"),
        help_text=_("One question: “How can I …?”"),
        max_length=SENTENCE,
        widget=TextArea(1),
    )


class StateForm(forms.Form):
    """The state of an issue."""

    state = forms.ChoiceField(choices=[(each, each) for each in Issue.State.values])
