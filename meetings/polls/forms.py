"""The forms of a poll."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _, gettext_lazy

from actionlearning.lib.clock import instant_of
from actionlearning.lib.forms import DateField, TimeInput
from meetings.polls.services.polls import MOST, When

AT_ONCE = 6  #: rows that are shown at first
EVENING = dt.time(18)


class TimeForm(forms.Form):
    """One proposed time, by the set's clock."""

    date = DateField(label=gettext_lazy("Date"))
    time = forms.TimeField(label=gettext_lazy("At"), widget=TimeInput())


class PollForm(forms.Form):
    """Up to twelve times by the set's clock, and a closing time."""

    closes_on = DateField(label=gettext_lazy("Reply by (optional)"), required=False)
    closes_time = forms.TimeField(
        label=gettext_lazy("At"), widget=TimeInput(), required=False, initial=EVENING
    )

    def __init__(self, data: Any = None, *, suggested: Sequence[When] = ()) -> None:
        filled = {
            f"{name}_{n}": value
            for n, (date, time) in enumerate(suggested, 1)
            for name, value in (("date", date), ("time", time))
        }
        super().__init__(data, initial=filled)
        for n in range(1, MOST + 1):
            self.fields[f"date_{n}"] = DateField(
                label=_("Date %(n)d") % {"n": n}, required=False
            )
            self.fields[f"time_{n}"] = forms.TimeField(
                label=_("Time %(n)d") % {"n": n}, widget=TimeInput(), required=False
            )

    @property
    def first(self) -> list[tuple[BoundField, BoundField]]:
        """The rows that are shown at first."""
        return self._rows(1, AT_ONCE)

    @property
    def more(self) -> list[tuple[BoundField, BoundField]]:
        """The further rows."""
        return self._rows(AT_ONCE + 1, MOST)

    @property
    def has_more(self) -> bool:
        """Whether a further row is filled in."""
        return any(field.value() for row in self.more for field in row)

    def clean(self) -> dict[str, Any]:
        """Refuse a date without a time, and a time without a date."""
        sent: dict[str, Any] = super().clean() or {}
        for n in range(1, MOST + 1):
            for name, other in (("date", "time"), ("time", "date")):
                half, rest = f"{name}_{n}", f"{other}_{n}"
                if sent.get(half) and not sent.get(rest) and rest not in self.errors:
                    self.add_error(rest, _("This is still empty."))
        return sent

    @property
    def times(self) -> list[When]:
        """Return the times that were filled in."""
        rows = ((f"date_{n}", f"time_{n}") for n in range(1, MOST + 1))
        sent = self.cleaned_data
        return [(sent[date], sent[time]) for date, time in rows if sent.get(date)]

    def closes_at(self, zone: str) -> dt.datetime | None:
        """Return the closing time, or None."""
        on = self.cleaned_data.get("closes_on")
        time = self.cleaned_data.get("closes_time") or EVENING
        return instant_of(on, time, zone) if on else None

    def _rows(self, first: int, last: int) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"date_{n}"], self[f"time_{n}"]) for n in range(first, last + 1)]
