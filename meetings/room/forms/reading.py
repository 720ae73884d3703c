"""Name a reader for an absent member's report-back."""

from __future__ import annotations

from typing import Any

from django import forms

from meetings.room.forms.command import WhoForm
from sets.models import Membership


class ReaderForm(WhoForm):
    """`who` has filed a report-back and is not here; `reader` is here."""

    reader: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(None)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        self.fields["reader"].queryset = self.fields["who"].queryset  # type: ignore[attr-defined]
