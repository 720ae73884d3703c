"""The fields of a format of the set's own, and the choice of a format."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from actionlearning.lib.forms import SENTENCE, LineField, TextArea
from meetings.formats.definitions import LONGEST, SHORTEST, Phase
from meetings.formats.phases import QUESTIONS
from meetings.formats.queries.choice import Choice, choices, shipped
from meetings.formats.shipped.pieces import PIECES
from meetings.formats.situations import OPENINGS
from meetings.formats.validation import OUTSIDE
from sets.models import LearningSet

NAME = 80
KINDS = sorted({piece.kind for piece in PIECES.values()} | {"close"})
SLOTS = [
    (0, pgettext_lazy("airtime", "none")),
    (1, gettext_lazy("first")),
    (2, gettext_lazy("second")),
    (3, gettext_lazy("third")),
    (4, gettext_lazy("fourth")),
]


class FormatChoice(forms.Form):
    """One of the formats that a set may meet by."""

    format = forms.ChoiceField(label=gettext_lazy("Format"))

    def __init__(self, *args: Any, of: LearningSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {each.value: each for each in choices(of)}
        named = [(value, each.name) for value, each in self.offered.items()]
        self.fields["format"].choices = named  # type: ignore[attr-defined]

    @property
    def choice(self) -> Choice:
        """Return the choice of a valid form."""
        return self.offered[self.cleaned_data["format"]]


class BaseForm(forms.Form):
    """The shipped format to copy."""

    base = forms.ChoiceField(choices=[(each.value, each.value) for each in shipped()])


class HeadForm(forms.Form):
    """Name and length; `version` is the one that the writer saw."""

    name = LineField(label=gettext_lazy("Name"), max_length=NAME)
    length = forms.IntegerField(
        label=gettext_lazy("Minutes in total"),
        help_text=gettext_lazy(
            "If a meeting is planned longer or shorter, all phases are scaled to fit."
        ),
        min_value=SHORTEST,
        max_value=LONGEST,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PhaseForm(forms.Form):
    """One phase; its unchangeable parts are hidden fields."""

    key = forms.SlugField(max_length=20, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in KINDS], widget=forms.HiddenInput
    )
    per_person = forms.BooleanField(required=False, widget=forms.HiddenInput)
    answers = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    title = LineField(label=gettext_lazy("Title"), max_length=NAME)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=LONGEST
    )
    slot = forms.TypedChoiceField(
        label=gettext_lazy("Airtime"), choices=SLOTS, coerce=int, required=False
    )
    for_everybody = forms.CharField(
        label=gettext_lazy("What everybody reads"),
        max_length=SENTENCE,
        required=False,
        widget=TextArea(rows=2),
    )
    for_facilitator = forms.CharField(
        label=gettext_lazy("What the facilitator reads"),
        max_length=SENTENCE,
        required=False,
        widget=TextArea(rows=2),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.may_be_airtime:
            self.fields["slot"].widget = forms.HiddenInput()

    @property
    def is_fixed(self) -> bool:
        """Whether no meeting goes without it."""
        return bool(self["key"].value() in OPENINGS or self["kind"].value() == "close")

    @property
    def may_be_airtime(self) -> bool:
        """Whether it may belong to somebody's airtime."""
        return not (self["key"].value() in OPENINGS or self["kind"].value() in OUTSIDE)

    @property
    def has_guidance_errors(self) -> bool:
        """Whether the folded part holds something to put right."""
        return bool({"for_everybody", "for_facilitator"} & self.errors.keys())

    def clean_answers(self) -> tuple[str, ...]:
        """Return the known ones of the questions that are answered in this phase."""
        sent = self.cleaned_data["answers"].split()
        return tuple(each for each in QUESTIONS if each in sent)

    @property
    def phase(self) -> Phase:
        """Return the phase that a valid form describes."""
        sent = self.cleaned_data
        return Phase(**{**sent, "slot": sent["slot"] or 0})


def fields_of(phase: Phase) -> dict[str, object]:
    """Return a phase as the initial values of its form."""
    return {**vars(phase), "answers": " ".join(phase.answers)}
