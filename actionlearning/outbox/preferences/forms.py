"""What a person chooses about their messages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from actionlearning.accounts.models import User
from actionlearning.accounts.services import NOT_AWAY
from actionlearning.lib.forms import DateField
from actionlearning.outbox.kinds import Channel, Kind, Words, in_groups

CHANNELS: tuple[tuple[Channel, Any], ...] = (
    ("mail", _("e-mail")),
    ("inbox", _("in my notices")),
)


@dataclass(frozen=True)
class Cell:
    """One choice of the table: a box to tick, or a fixed answer."""

    label: Words
    box: forms.BoundField | None
    is_on: bool


@dataclass(frozen=True)
class KindRow:
    """One kind of message with its choices."""

    kind: Kind
    cells: list[Cell]


class MessagesForm(forms.Form):
    """A box for each kind and channel that this person may choose, and their quiet days.

    The values that were shown are sent along, hidden. So a page that was left open saves
    only what was changed on it, and undoes no choice made elsewhere meanwhile.
    """

    quiet_days = forms.TypedMultipleChoiceField(
        label=_("Days without e-mail"),
        coerce=int,
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    away_from = DateField(label=_("Away from"), required=False)
    away_until = DateField(label=_("until and including"), required=False)

    def __init__(
        self, *args: Any, kinds: Sequence[Kind], user: User, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.user, self.kinds = user, kinds
        for kind in kinds:
            for channel, words in CHANNELS:
                if kind.may_choose(channel):
                    self.fields[f"{channel}_{kind.name}"] = forms.BooleanField(
                        label=words,
                        required=False,
                        initial=kind.comes_by(channel, user),
                    )
        self._carry_what_is_shown()
        self.initial = {
            "quiet_days": user.quiet_days,
            "away_from": user.away_from,
            "away_until": user.away_until,
            **self.initial,
        }

    def _carry_what_is_shown(self) -> None:
        """Add the shown values. A page of an older release sends none; then the stored ones count."""
        is_carried = any(name.startswith("initial-") for name in self.data)
        for field in self.fields.values():
            field.show_hidden_initial = is_carried or not self.is_bound

    def clean(self) -> dict[str, Any]:
        """Check that a time away has two ends, in their order."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("away_from"), data.get("away_until")
        if begins and not ends and "away_until" not in self.errors:
            self.add_error("away_until", _("Please say until when."))
        if ends and not begins and "away_from" not in self.errors:
            self.add_error("away_from", _("Please say from when."))
        if begins and ends and ends < begins:
            self.add_error("away_until", _("This is before the first day."))
        return data

    @property
    def table(self) -> list[tuple[Words, list[KindRow]]]:
        """The kinds by group, each with its choices."""
        return [
            (words, [KindRow(kind, self._cells(kind)) for kind in some])
            for words, some in in_groups(self.kinds)
        ]

    def _cells(self, kind: Kind) -> list[Cell]:
        return [
            Cell(
                words,
                self[f"{channel}_{kind.name}"] if kind.may_choose(channel) else None,
                kind.comes_by(channel, self.user),
            )
            for channel, words in CHANNELS
        ]

    @property
    def choices(self) -> dict[str, Any]:
        """The changes, as arguments of `keep_messages`."""
        data, changed = self.cleaned_data, set(self.changed_data)
        found: dict[str, Any] = {"channels": self._changed_channels(changed)}
        if "quiet_days" in changed:
            found["quiet_days"] = data["quiet_days"]
        if changed & {"away_from", "away_until"}:
            begins: dt.date | None = data["away_from"]
            found["away"] = (begins, data["away_until"]) if begins else NOT_AWAY
        return found

    def _changed_channels(self, changed: set[str]) -> dict[str, dict[Channel, bool]]:
        found: dict[str, dict[Channel, bool]] = {}
        for kind in self.kinds:
            for channel, _words in CHANNELS:
                if (name := f"{channel}_{kind.name}") in changed:
                    found.setdefault(kind.name, {})[channel] = self.cleaned_data[name]
        return found
