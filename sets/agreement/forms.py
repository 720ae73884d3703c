"""The form of a set's ground rules."""

from django import forms
from django.utils.translation import gettext_lazy

from actionlearning.lib.forms import TEXT, TextArea


class AgreementForm(forms.Form):
    """The set's ground rules, one to a line."""

    ground_rules = forms.CharField(
        label=gettext_lazy("Ground rules"),
        help_text=gettext_lazy("One per line."),
        max_length=TEXT,
        widget=TextArea(rows=9),
    )

    def clean_ground_rules(self) -> str:
        """Keep one rule to a line, without empty ones."""
        lines = str(self.cleaned_data["ground_rules"]).splitlines()
        return "\n".join(line.strip() for line in lines if line.strip())
