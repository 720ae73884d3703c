"""Which meetings are called off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from meetings.queries.replanning import FOLLOWING, THIS


class CancellationForm(forms.Form):
    """One meeting, or all from there on; `seen` is the mark of the dates that were seen."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("What is called off"),
        choices=[
            (THIS, gettext_lazy("only this meeting")),
            (FOLLOWING, gettext_lazy("this one and all after it")),
        ],
        initial=THIS,
        widget=forms.RadioSelect,
    )
