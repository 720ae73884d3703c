"""One short form that founds a set."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionlearning.accounts.models import User
from actionlearning.lib.clock import instant_of, now
from actionlearning.lib.forms import LINE, SENTENCE, LineField, TextArea
from actionlearning.lib.ids import public_code
from actionlearning.lib.zones import by_region
from meetings.forms.rhythm import FINER, RhythmForm
from meetings.models.series import columns
from meetings.queries.founding import own_organisations
from sets.forms import AddressesField

NAME = 80
OTHERS = 9  #: people beside the founder: a set has at most ten
FARTHEST = dt.timedelta(days=366)


class FoundingForm(RhythmForm):
    """Name, when, where and who; `draw` is the address the new set will have.

    Drawn with the form and signed, it makes a form that is sent twice found one set.
    """

    field_order = ("draw", "name", "purpose", "starts_on", "time", "zone", "frequency")

    draw = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    name = LineField(label=gettext_lazy("Name of the set"), max_length=NAME)
    purpose = LineField(
        label=gettext_lazy("What for"),
        help_text=gettext_lazy("One sentence, if you like. Invitations show it."),
        max_length=SENTENCE,
        required=False,
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First meeting"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time = forms.TimeField(
        label=gettext_lazy("At"),
        initial=dt.time(9),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=by_region)
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), initial=90, min_value=30, max_value=240
    )
    place = LineField(label=gettext_lazy("Place"), max_length=LINE, required=False)
    link = forms.URLField(
        label=gettext_lazy("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    people = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy(
            "Paste them as they are. Five to seven people make a good set; you are "
            "in it already."
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
        """Whether the organisation named would be made, and administered by the founder."""
        name = str(self["organisation"].value() or "").strip().casefold()
        return name not in {
            each.name.casefold() for each in own_organisations(self.user)
        }

    def clean_draw(self) -> str:
        """Return the drawn address; an empty one where it was tampered with."""
        try:
            code: str = signing.loads(self.cleaned_data["draw"], salt="founding")
        except signing.BadSignature:
            return ""
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for a start that lies ahead and fits the rule, and for somewhere to meet."""
        sent: dict[str, Any] = super().clean() or {}
        self.check_rule()
        if {"starts_on", "time", "zone"} <= sent.keys():
            self._check_start(sent["starts_on"], sent["time"], sent["zone"])
        self.check_start("starts_on")
        if not (sent.get("place") or sent.get("link") or "link" in self.errors):
            self.add_error("place", _("Say where: a place, a video link, or both."))
        return sent

    def founding(self) -> dict[str, Any]:
        """Return what `found_set` asks for beside the founder."""
        sent = dict(self.cleaned_data)
        code, emails = sent.pop("draw"), sent.pop("people")
        rule = self.rule(sent["starts_on"])
        asked = {name: sent[name] for name in sent if name not in FINER}
        asked |= {"code": code, "emails": emails, "frequency": rule.frequency}
        return {**asked, **columns(rule)}

    def _check_start(self, on: dt.date, time: dt.time, zone: str) -> None:
        if on > now().date() + FARTHEST:
            error = _("Choose a date within a year.")
        elif instant_of(on, time, zone) <= now():
            error = _("This lies in the past: choose a later date or time.")
        else:
            return
        self.add_error("starts_on", ValidationError(error))
