"""Forms for everything that is written on paper in the room."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy as _

from actionlearning.lib.forms import SENTENCE, TEXT, LineField, TextArea
from meetings.room.advice import Heard, heard
from meetings.room.services.questions import SORTED

QUESTION = 500  #: characters in one question


class PadForm(forms.Form):
    """`seen` is the fingerprint of the text the writer started from."""

    text = forms.CharField(
        max_length=TEXT, required=False, strip=False, widget=TextArea
    )
    seen = LineField(max_length=40)


class QuestionForm(forms.Form):
    """One question. `sure` sends it even if it sounds like advice.

    A line `from_pad` is stored first, so that nothing else that is being typed has to
    make room for it.
    """

    text = forms.CharField(
        label=_("One question at a time"),
        max_length=QUESTION,
        widget=TextArea,
        error_messages={"required": _("Write a question first.")},
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False)
    from_pad = forms.BooleanField(required=False)

    @property
    def sounds_like(self) -> Heard:
        """Return what the text sounds like; only its writer is told, and only once."""
        if not self.is_bound or not self.is_valid() or self.cleaned_data["sure"]:
            return ""
        return heard(self.cleaned_data["text"], get_language() or "")


class RewordForm(QuestionForm):
    """A question of one's own, reworded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["client_id"], self.fields["from_pad"]
        self.fields["text"].label = _("Reword it")


class KeptForm(forms.Form):
    """A spoken question that the presenter writes down."""

    text = forms.CharField(
        label=_("A question you want to keep"), max_length=QUESTION, widget=TextArea
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class SortingForm(forms.Form):
    """Where the presenter puts a question that was handed over."""

    to = forms.ChoiceField(choices=[(name, name) for name in SORTED])


class SentenceForm(forms.Form):
    """The problem in one sentence."""

    text = forms.CharField(
        label=_("The problem in one sentence"),
        max_length=SENTENCE,
        widget=TextArea,
        error_messages={"required": _("Write one sentence first.")},
    )
