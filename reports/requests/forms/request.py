"""The form of a request to management."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.forms import SENTENCE, DateField, TextArea


class RequestForm(forms.Form):
    """One sentence and, if it matters, a day; `client_id` lets it be raised once only.

    `by` is who raises it: a day is past by their clock.
    """

    sentence = forms.CharField(
        label=_("What does the set need?"),
        help_text=_("One sentence. Your managers see it, but not who wrote it."),
        max_length=SENTENCE,
        widget=TextArea,
    )
    needed_by = DateField(label=_("Needed by"), required=False)
    client_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, by: User) -> None:
        super().__init__(data)
        self.today = by.local(now()).date()

    def clean_needed_by(self) -> dt.date | None:
        """Refuse a day in the past."""
        day: dt.date | None = self.cleaned_data["needed_by"]
        if day and day < self.today:
            raise ValidationError(_("Choose today or a later day."))
        return day
