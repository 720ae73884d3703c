"""The form that calls meetings off."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from meetings.dates.forms.moving import SCOPES
from meetings.dates.queries.replanning import THIS
from meetings.permissions import may_plan_all
from sets.models import Membership


class CancellationForm(forms.Form):
    """One meeting, or it and all later ones; `seen` is the mark of the shown dates."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=gettext_lazy("What to call off"),
        choices=SCOPES[:2],
        initial=THIS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_plan_all(by):
            self.fields["scope"].choices = SCOPES[:1]  # type: ignore[attr-defined]
