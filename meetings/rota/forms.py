"""Offer a turn to somebody."""

from __future__ import annotations

from typing import Any

from django import forms

from sets.members.queries import member_count
from sets.models import Membership


class SwapForm(forms.Form):
    """`to` is a member of the set; empty for anyone who can."""

    to: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        None, required=False
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = member_count(membership.learning_set)
        self.fields["to"].queryset = members  # type: ignore[attr-defined]
