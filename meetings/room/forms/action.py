"""Write down an action and its owner."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.clock import local, now
from actionlearning.lib.forms import LINE, SENTENCE, DateField, LineField
from meetings.action_words import bare_cue, bare_deed
from meetings.models import Meeting
from sets.models import Membership

A_YEAR = dt.timedelta(days=366)


class ActionForm(forms.Form):
    """When …, I will …, what I expect, by when: four fields for a tired minute."""

    cue = LineField(
        label=_("When …"),
        max_length=LINE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    deed = LineField(
        label=_("I will …"),
        max_length=SENTENCE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    expectation = LineField(
        label=_("What I expect to happen"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    due_on = DateField(label=_("By"))

    say_optional = True

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = local(now(), meeting.zone).date()

    def clean_cue(self) -> str:
        """Return the cue without the "When" of its label."""
        return bare_cue(self.cleaned_data["cue"])

    def clean_deed(self) -> str:
        """Return the deed without the "I will" of its label."""
        return bare_deed(self.cleaned_data["deed"])

    def clean_due_on(self) -> dt.date:
        """Return a day within a year that has not passed in the set's zone."""
        due: dt.date = self.cleaned_data["due_on"]
        if due < self.today:
            raise forms.ValidationError(_("This day has passed."))
        if due > self.today + A_YEAR:
            raise forms.ValidationError(_("Choose a day within a year."))
        return due


class NewActionForm(ActionForm):
    """A new action; facilitator and presenter may name another `owner`."""

    owner: forms.ModelChoiceField[Membership] = forms.ModelChoiceField(
        None, label=_("Whose action"), required=False, empty_label=None
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    twin = (
        ""  #: the sentence on a member with the same action, once the view has looked
    )

    def __init__(
        self,
        *args: Any,
        by: Membership,
        owners: list[tuple[int, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        """`owners` are the choices if the page knows them already: no query."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["cue"].widget.attrs["aria-describedby"] = "first-step"
        members = by.learning_set.memberships.filter(
            left_at=None, kind=Membership.Kind.MEMBER
        )
        choice = self.fields["owner"]
        choice.queryset = members.select_related("user")  # type: ignore[attr-defined]
        if owners is not None:
            choice.choices = owners  # type: ignore[attr-defined]

    def clean_owner(self) -> Membership:
        """Return the named owner, else the writer."""
        owner: Membership | None = self.cleaned_data["owner"]
        return owner or self.by
