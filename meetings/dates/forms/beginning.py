"""The form that says when a set begins to meet, how often, how long and where."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.clock import instant_of, local, now
from actionlearning.lib.forms import (
    LINE,
    DateField,
    LineField,
    TimeInput,
    VideoLinkField,
)
from meetings.dates.forms.rhythm import FINER, RhythmForm
from meetings.dates.queries.additional import Usual
from meetings.models.series import columns

FARTHEST = dt.timedelta(days=366)


class BeginningForm(RhythmForm):
    """A rule with its first day, time, length and place."""

    starts_on = DateField(label=gettext_lazy("First meeting"))
    time = forms.TimeField(
        label=gettext_lazy("At"),
        initial=dt.time(9),
        widget=TimeInput(),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Length in minutes"), initial=90, min_value=30, max_value=240
    )
    place = LineField(label=gettext_lazy("Place"), max_length=LINE, required=False)
    link = VideoLinkField()

    def clean(self) -> dict[str, Any]:
        """Refuse a start in the past or against the rule, and a meeting without a place."""
        sent: dict[str, Any] = super().clean() or {}
        self.check_rule()
        zone = self.zone_of(sent)
        if zone and {"starts_on", "time"} <= sent.keys():
            self._check_moment(sent["starts_on"], sent["time"], zone)
        self.check_start("starts_on")
        if not (sent.get("place") or sent.get("link") or "link" in self.errors):
            self.add_error("place", _("Say where: a place, a video link, or both."))
        return sent

    def zone_of(self, sent: dict[str, Any]) -> str:
        """Return the zone of the typed times, or "" if it is not known."""
        return str(sent.get("zone", ""))

    def beginning(self) -> dict[str, Any]:
        """Return the start, the rhythm and the place as arguments of the rule's services."""
        sent = self.cleaned_data
        rule = self.rule(sent["starts_on"])
        asked = {name: sent[name] for name in sent if name not in FINER}
        return {**asked, "frequency": rule.frequency, **columns(rule)}

    def _check_moment(self, on: dt.date, time: dt.time, zone: str) -> None:
        if on > local(now(), zone).date() + FARTHEST:
            error = _("Choose a date within a year.")
        elif instant_of(on, time, zone) <= now():
            error = _("This is in the past: choose a later date or time.")
        else:
            return
        self.add_error("starts_on", ValidationError(error))


class RuleForm(BeginningForm):
    """The rule of a set whose dates have all passed, filled with the former values."""

    field_order = ("starts_on", "time", "frequency")

    def __init__(self, data: Any = None, *, usual: Usual, on: dt.date) -> None:
        habits = model_to_dict(usual, ("time", "minutes", "place", "link"))
        super().__init__(data, initial={"starts_on": on, **habits})
        self.zone = usual.zone

    def zone_of(self, sent: dict[str, Any]) -> str:
        """Return the set's zone."""
        return self.zone
