"""The form of a manager's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionlearning.lib.forms import TextArea
from reports.models import Request

ANSWERS = [
    (Request.State.ACKNOWLEDGED, _("We are looking at it")),
    (Request.State.DECIDED, _("Decided")),
    (Request.State.DECLINED, _("Declined")),
]


class AnswerForm(forms.Form):
    """Acknowledge, decide or decline. A decision says what; a refusal says why."""

    state = forms.ChoiceField(
        label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("In your words"),
        help_text=_("If you have decided, say what; if you decline, say why."),
        required=False,
        max_length=2000,
        widget=TextArea(rows=4),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a decision or a refusal without words."""
        cleaned = super().clean() or self.cleaned_data
        state, said = cleaned.get("state"), cleaned.get("answer")
        if state == Request.State.DECIDED and not said:
            self.add_error("answer", _("Say what was decided."))
        if state == Request.State.DECLINED and not said:
            self.add_error("answer", _("Give the reason, so that the set can move on."))
        return cleaned
