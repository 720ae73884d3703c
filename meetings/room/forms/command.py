"""What the room's buttons send: a person, minutes, and the state that the page showed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LineField
from sets.models import Membership


class SeenForm(forms.Form):
    """`seen` is the key of the phase that the page showed."""

    seen = forms.SlugField(max_length=20)


class WayForm(SeenForm):
    """On to the next phase, or back to the previous one."""

    way = forms.ChoiceField(choices=[("next", _("next")), ("back", _("back"))])


class TimeForm(forms.Form):
    """More minutes for a clock that stood at `seen_end`."""

    minutes = forms.TypedChoiceField(coerce=int, choices=[(1, "1"), (2, "2"), (5, "5")])
    seen_end = LineField(max_length=30)


class PauseForm(forms.Form):
    """Stop the clock, or let it go on."""

    clock = forms.ChoiceField(choices=[("stop", _("stop")), ("go", _("go"))])


class StartForm(forms.Form):
    """Begin; `short` if too few came for a whole meeting."""

    short = forms.BooleanField(required=False)


class AskedForm(forms.Form):
    """The turn in which the question was asked; None if it was asked without a turn."""

    turn = forms.IntegerField(min_value=1, required=False)


class WhoForm(forms.Form):
    """A member or adviser of the set."""

    who: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(None)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = membership.learning_set.memberships.filter(left_at=None)
        self.fields["who"].queryset = current.select_related("user")  # type: ignore[attr-defined]

    @property
    def person(self) -> Membership:
        """Return the named person of a valid form."""
        who: Membership = self.cleaned_data["who"]
        return who
