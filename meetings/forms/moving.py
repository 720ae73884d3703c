"""Another date for one meeting."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import DateInput, TimeInput


class MoveForm(forms.Form):
    """Date and time by the meeting's own clock; `seen` is the start its writer saw."""

    date = forms.DateField(label=_("New date"), widget=DateInput())
    time = forms.TimeField(label=_("At"), widget=TimeInput())
    seen = forms.FloatField(widget=forms.HiddenInput)

    @property
    def seen_start(self) -> dt.datetime:
        """Return the start as an instant."""
        seconds: float = self.cleaned_data["seen"]
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
