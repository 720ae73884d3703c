"""How did we work? A mark for each ground rule, two short answers, two taps."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from actionlearning.lib.forms import TextArea
from meetings.models import Review
from meetings.room.looking_back import HELPED, MARKS, MORE_OF


class LookingBackForm(forms.Form):
    """What helped, and what to do differently."""

    helped = forms.CharField(
        label=_("What helped?"), max_length=500, required=False, widget=TextArea
    )
    differently = forms.CharField(
        label=_("What shall we do differently?"),
        max_length=500,
        required=False,
        widget=TextArea,
    )


class ReviewForm(LookingBackForm):
    """The two short answers, and a mark for each rule; one of them is enough."""

    def __init__(
        self,
        *args: Any,
        rules: Sequence[str] = (),
        written: Review | None = None,
        **kwargs: Any,
    ) -> None:
        """`rules` are the set's own; `written` is the review written so far."""
        super().__init__(*args, **kwargs)
        self.rules = {_name(rule): rule for rule in rules}
        marks = [(mark, gettext(word)) for mark, word in MARKS.items()]
        for name, rule in self.rules.items():
            self.fields[name] = forms.TypedChoiceField(
                label=rule,
                choices=marks,
                coerce=int,
                required=False,
                empty_value=None,
                widget=forms.RadioSelect,
            )
        if written:
            self.initial = {"helped": written.helped} | self._values(written)

    @property
    def marked(self) -> list[forms.BoundField]:
        """The fields of the rules, in their order."""
        return [self[name] for name in self.rules]

    def clean(self) -> dict[str, Any]:
        """Collect the marks as `scores`, and require at least one entry."""
        cleaned = super().clean() or {}
        marks = {rule: cleaned.pop(name, None) for name, rule in self.rules.items()}
        cleaned["scores"] = {rule: mark for rule, mark in marks.items() if mark}
        if not self.errors and not any(cleaned.values()):
            self.add_error("helped", _("Mark a rule, or answer one of the questions."))
        return cleaned

    def _values(self, written: Review) -> dict[str, Any]:
        marks = {name: written.scores.get(rule) for name, rule in self.rules.items()}
        return {"differently": written.differently, **marks}


class FeedbackForm(forms.Form):
    """One tap out of two lists: what helped, or what to have more of."""

    helped = forms.ChoiceField(choices=list(HELPED.items()), required=False)
    more_of = forms.ChoiceField(choices=list(MORE_OF.items()), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form: no button sends one."""
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            raise forms.ValidationError(_("Choose one of them."))
        return cleaned


def _name(rule: str) -> str:
    """Return a field name that stays the same if the other rules change."""
    return f"rule_{sha256(rule.encode()).hexdigest()[:8]}"
