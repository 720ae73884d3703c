"""What sign-up asks beside address and password."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import is_zone


class SignupExtras(forms.Form):
    """The name others will see, and the browser's zone (filled in by script)."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    field_order = ("name", "email", "password1")

    def clean_zone(self) -> str:
        """Fall back to UTC, to be confirmed later, where the browser's zone is odd."""
        zone: str = self.cleaned_data["zone"]
        return zone if is_zone(zone) else "UTC"

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep both on the new person (called by allauth)."""
        user.name = self.cleaned_data["name"]
        user.zone = self.cleaned_data["zone"]
        user.save(update_fields=["name", "zone"])
