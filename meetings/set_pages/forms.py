"""The form that founds a set."""

import datetime as dt
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy

from actionlearning.accounts.models import User
from actionlearning.lib.clock import now
from actionlearning.lib.forms import SENTENCE, LineField, TextArea
from actionlearning.lib.ids import public_code
from actionlearning.lib.zones import by_region
from meetings.dates.forms.beginning import BeginningForm
from meetings.set_pages.queries.founding import own_organisations
from sets.invitations.forms import AddressesField

NAME = 80
OTHERS = 9  #: people besides the founder: a set has at most ten


class FoundingForm(BeginningForm):
    """Name, dates, place and people; `draw` is the address of the new set.

    The address is drawn with the form and signed, so that a form sent twice founds one set.
    """

    field_order = ("draw", "name", "purpose", "starts_on", "time", "zone", "frequency")

    draw = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    name = LineField(label=gettext_lazy("Name of the set"), max_length=NAME)
    purpose = LineField(
        label=gettext_lazy("Purpose"),
        help_text=gettext_lazy("One sentence (optional). Invitations show it."),
        max_length=SENTENCE,
        required=False,
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=by_region)
    people = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy(
            "Paste them as they are. Five to seven people make a good set; you are "
            "already in it."
        ),
        most=OTHERS,
        required=False,
        widget=TextArea(rows=4),
    )
    organisation = LineField(label=gettext_lazy("Organisation"), max_length=NAME)
    programme = LineField(label=gettext_lazy("Programme"), max_length=NAME)

    def __init__(
        self, data: Any = None, *, user: User, organisation: str, programme: str
    ) -> None:
        super().__init__(
            data,
            initial={
                "draw": signing.dumps(public_code(), salt="founding"),
                "starts_on": user.local(now()).date() + dt.timedelta(days=7),
                "zone": user.known_zone,
                "organisation": organisation,
                "programme": programme,
            },
        )
        self.user = user
        people = self.fields["people"]
        if isinstance(people, AddressesField):
            people.own = user.email

    @property
    def organisation_is_new(self) -> bool:
        """Whether the organisation is new, so that the founder will administer it."""
        name = str(self["organisation"].value() or "").strip().casefold()
        return name not in {
            each.name.casefold() for each in own_organisations(self.user)
        }

    def clean_draw(self) -> str:
        """Return the drawn address, or "" if it was tampered with."""
        try:
            code: str = signing.loads(self.cleaned_data["draw"], salt="founding")
        except signing.BadSignature:
            return ""
        return code

    def founding(self) -> dict[str, Any]:
        """Return the arguments of `found_set`, without the founder."""
        asked = self.beginning()
        return {"code": asked.pop("draw"), "emails": asked.pop("people"), **asked}
