"""Ask for airtime in one sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from actionlearning.lib.forms import SENTENCE, LineField
from meetings.models import Issue
from sets.models import Membership


class BidForm(forms.Form):
    """`sentence`, or one tap on an own `issue`, whose last sentence is taken then."""

    sentence = LineField(
        label=_("How can I …?"),
        max_length=SENTENCE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issue: forms.ModelChoiceField[Issue] = forms.ModelChoiceField(None, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = membership.issues.exclude(state=Issue.State.CLOSED)
        self.fields["issue"].queryset = own  # type: ignore[attr-defined]

    def clean_sentence(self) -> str:
        """Put "How can I" before what goes on from there; a whole sentence stays."""
        sentence: str = self.cleaned_data["sentence"]
        begins = gettext("How can I %(deed)s?")
        first = begins.split()[0].lower()
        if not sentence[:1].islower() or sentence.lower().startswith(first):
            return sentence[:1].upper() + sentence[1:]
        whole = begins % {"deed": sentence.rstrip(" .?!")}
        return whole if len(whole) <= SENTENCE else sentence

    def clean(self) -> dict[str, Any]:
        """Take the issue's sentence where one was tapped; ask for one where not."""
        cleaned = super().clean() or {}
        issue = cleaned.get("issue")
        if issue:
            cleaned["sentence"] = issue.generations.latest("number").sentence
        elif not cleaned.get("sentence") and "sentence" not in self.errors:
            self.add_error("sentence", _("Say in one sentence what it is about."))
        return cleaned
