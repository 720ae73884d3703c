"""Forms with which the facilitator records for a member beside the laptop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import LineField
from meetings.room.forms.bid import BidForm
from sets.models import Membership


class BidForOtherForm(BidForm):
    """A bid, and its maker."""

    who: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(None)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        del self.fields["issue"]
        current = membership.learning_set.memberships.filter(left_at=None)
        self.fields["who"].queryset = current.select_related("user")  # type: ignore[attr-defined]


class SaidForm(forms.Form):
    """`proposed` is the fingerprint of the text that was read aloud."""

    proposed = LineField(label=_("What was read aloud"), max_length=40)
