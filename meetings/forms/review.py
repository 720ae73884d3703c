"""How did we work? Two short answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import TextArea


class ReviewForm(forms.Form):
    """What helped, and what to do differently; one of them is enough."""

    helped = forms.CharField(
        label=_("What helped?"), max_length=500, required=False, widget=TextArea
    )
    differently = forms.CharField(
        label=_("What shall we do differently?"),
        max_length=500,
        required=False,
        widget=TextArea,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("helped", _("Write one of the two at least."))
        return cleaned
