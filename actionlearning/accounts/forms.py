"""The additional fields of sign-up, and the form of a profile."""

import datetime as dt

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.lib.clock import is_zone
from actionlearning.lib.forms import LineField

HALF_HOURS = [dt.time(minute // 60, minute % 60) for minute in range(300, 750, 30)]


class SignupExtras(forms.Form):
    """The name that others will see, and the browser's zone (filled in by a script)."""

    name = LineField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    zone = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    field_order = ("name", "email", "password1")

    def clean_zone(self) -> str:
        """Return UTC, to be confirmed later, if the browser's zone is unknown."""
        zone: str = self.cleaned_data["zone"]
        return zone if is_zone(zone) else "UTC"

    def signup(self, request: HttpRequest, user: User) -> None:
        """Store both on the new person, with the page's language (allauth calls this)."""
        user.name = self.cleaned_data["name"]
        user.zone = self.cleaned_data["zone"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.save(update_fields=["name", "zone", "language"])


class ZoneForm(forms.Form):
    """A person's zone."""

    zone = LineField(
        label=_("Your time zone"),
        max_length=64,
        help_text=_("Start typing a city near you, then choose."),
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
    )

    def clean_zone(self) -> str:
        """Refuse an unknown zone."""
        zone: str = self.cleaned_data["zone"].replace(" ", "_")
        if not is_zone(zone):
            raise forms.ValidationError(
                _("We don’t know that time zone. Choose one from the list."), "unknown"
            )
        return zone


class ProfileForm(ZoneForm):
    """A person's name, language, zone and morning."""

    name = LineField(
        label=_("Your name"),
        max_length=80,
        help_text=_("The name the people in your sets know you by."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Your language"),
        help_text=_("For pages and e-mails."),
        choices=settings.LANGUAGES,
    )
    morning = forms.TypedChoiceField(
        label=_("Morning mail"),
        help_text=_("On the day of a meeting, you get one e-mail at this time."),
        coerce=dt.time.fromisoformat,
        choices=[(f"{time:%H:%M}", f"{time:%H:%M}") for time in HALF_HOURS],
    )
    field_order = ("name", "language", "zone", "morning")


def facts(user: User) -> dict[str, str]:
    """Return the initial values of the profile form."""
    return {
        "name": user.name,
        "language": user.language,
        "zone": user.known_zone,
        "morning": f"{user.morning:%H:%M}",
    }
