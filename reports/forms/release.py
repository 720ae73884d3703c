"""The story an owner is about to show, in words they may still change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import SENTENCE, TEXT, TextArea
from reports.queries.releases import Story


class ReleaseForm(forms.Form):
    """What will be copied. `seen` is the fingerprint of the preview on the page.

    Only what the owner has seen leaves the set: words changed since then come back as
    a new preview, and nothing typed is lost.
    """

    issue = forms.CharField(
        label=_("The issue"),
        help_text=_("Leave this empty to keep the issue in the set."),
        required=False,
        max_length=SENTENCE,
        widget=TextArea,
    )
    deed = forms.CharField(label=_("The action"), max_length=600, widget=TextArea)
    result = forms.CharField(
        label=_("What happened"), max_length=TEXT, widget=TextArea(rows=4)
    )
    lesson = forms.CharField(
        label=_("The lesson"),
        help_text=_("Only if you want to tell it."),
        required=False,
        max_length=500,
        widget=TextArea,
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, draft: Story) -> None:
        self.draft = draft
        texts = {name: getattr(draft, name) for name in TEXTS}
        super().__init__(data, initial=texts)
        if not draft.issue:
            del self.fields["issue"]

    @property
    def story(self) -> Story:
        """The story as typed so far; before the first send, the draft."""
        if not self.is_bound:
            return self.draft
        self.is_valid()
        typed = {name: self.cleaned_data.get(name, "") for name in TEXTS}
        return replace(self.draft, **typed)

    def was_seen(self) -> bool:
        """Say whether the preview on the page showed these words; if not, ask to look."""
        if self.is_valid() and self.cleaned_data["seen"] == self.story.digest:
            return True
        if self.is_valid():
            self.add_error(
                None, _("You changed the words. Look once more, then release.")
            )
        return False


TEXTS = ("issue", "deed", "result", "lesson")
