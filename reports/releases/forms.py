"""The story that an owner releases: the chosen parts, in words they may change."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import SENTENCE, TEXT, TextArea
from reports.models import Release

PARTS = ("result", "issue", "deed", "lesson")


@dataclass(frozen=True)
class Part:
    """One part of a story: whether it leaves the set, and its words.

    `told` is what the owner has told the set about it, or "".
    """

    shown: BoundField
    words: BoundField
    told: str


class ReleaseForm(forms.Form):
    """The parts to copy. `seen` is the fingerprint of the preview on the page.

    Nothing is chosen beforehand: a part leaves the set only if its owner ticked it, and
    the result is the least there is to tell. Only previewed words leave the set: words
    changed since then come back as a new preview, and nothing typed is lost.
    """

    show_result = forms.BooleanField(
        label=_("What happened"),
        error_messages={
            "required": _("Tick this: without it there is nothing to tell.")
        },
    )
    result = forms.CharField(
        label=_("What happened, as they will read it"),
        required=False,
        max_length=TEXT,
        widget=TextArea(rows=4),
    )
    show_issue = forms.BooleanField(label=_("The issue"), required=False)
    issue = forms.CharField(
        label=_("The issue, as they will read it"),
        required=False,
        max_length=SENTENCE,
        widget=TextArea,
    )
    show_deed = forms.BooleanField(label=_("The action"), required=False)
    deed = forms.CharField(
        label=_("The action, as they will read it"),
        required=False,
        max_length=600,
        widget=TextArea,
    )
    show_lesson = forms.BooleanField(label=_("The lesson"), required=False)
    lesson = forms.CharField(
        label=_("The lesson, as they will read it"),
        required=False,
        max_length=500,
        widget=TextArea,
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, draft: Release) -> None:
        self.draft = draft
        super().__init__(data, initial={name: getattr(draft, name) for name in PARTS})
        if not draft.issue:
            del self.fields["issue"], self.fields["show_issue"]

    def clean(self) -> dict[str, Any]:
        """Refuse a ticked part without words."""
        given = super().clean() or self.cleaned_data
        for name in PARTS:
            if not given.get(f"show_{name}"):
                self.errors.pop(name, None)
            elif given.get(name) == "":
                self.add_error(name, _("This is still empty."))
        return given

    def parts(self) -> Iterator[Part]:
        """Yield the parts, in the order of the page."""
        for name in PARTS:
            if name in self.fields:
                told = getattr(self.draft, name)
                yield Part(self[f"show_{name}"], self[name], told)

    @property
    def story(self) -> Release:
        """The story as chosen so far; an empty one before anything is chosen."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}

        def chosen(part: str) -> str:
            return given.get(part, "") if given.get(f"show_{part}") else ""

        return Release(owner=self.draft.owner, **{name: chosen(name) for name in PARTS})

    def was_seen(self) -> bool:
        """Return whether the preview showed these words; if not, add an error."""
        if self.is_valid() and self.cleaned_data["seen"] == self.story.digest:
            return True
        if self.is_valid():
            self.add_error(
                None, _("You changed the wording. Look once more, then release it.")
            )
        return False
