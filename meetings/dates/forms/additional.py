"""The form of an additional meeting, outside every series."""

import datetime as dt
from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import (
    LINE,
    DateField,
    LineField,
    TimeInput,
    VideoLinkField,
)
from meetings.dates.queries.additional import Usual


class AdditionalMeetingForm(forms.Form):
    """Time and place, filled with those that are usual in the set.

    `step` says whether the writer has seen who will be told.
    """

    date = DateField(label=_("Date"))
    time = forms.TimeField(label=_("At"), widget=TimeInput())
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=15, max_value=480
    )
    place = LineField(label=_("Place"), max_length=LINE, required=False)
    link = VideoLinkField()

    def __init__(self, data: Any = None, *, usual: Usual, on: dt.date) -> None:
        habits = model_to_dict(usual, ("time", "minutes", "place", "link"))
        super().__init__(data, initial={"date": on, **habits})
