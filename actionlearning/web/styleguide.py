"""The style guide: every component in every state, light and dark; only in demo and debug."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from actionlearning.lib import samples
from actionlearning.lib.drawing import Step
from actionlearning.lib.forms import (
    LINE,
    SENTENCE,
    DateField,
    LineField,
    TextArea,
    TimeInput,
)
from actionlearning.lib.text import changed_words

TOKENS = (
    "paper",
    "paper-2",
    "paper-3",
    "line",
    "edge",
    "ink",
    "ink-2",
    "ink-3",
    "spruce",
    "brick",
    "lamp",
    "lamp-soft",
)
QUESTIONS = (
    gettext_lazy("How can I get pharmacy to check discharge letters faster?"),
    gettext_lazy("How can I find out what the discharge letters are waiting for?"),
    gettext_lazy("How can I get discharge letters out before the patient leaves?"),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    name = LineField(label=gettext_lazy("Name of the set"), max_length=LINE)
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("One sentence. Everybody invited reads it."),
        max_length=SENTENCE,
        widget=TextArea(),
    )
    starts_on = DateField(label=gettext_lazy("First meeting"))
    time = forms.TimeField(label=gettext_lazy("At"), widget=TimeInput())
    often = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=[
            ("weekly", gettext_lazy("weekly")),
            ("monthly", gettext_lazy("monthly")),
        ],
    )
    different = forms.ChoiceField(
        label=gettext_lazy("And then"),
        choices=[
            ("better", gettext_lazy("Better")),
            ("expected", gettext_lazy("As expected")),
            ("worse", gettext_lazy("Worse")),
            ("different", gettext_lazy("Different")),
        ],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("E-mail me"),
        choices=[
            ("day", gettext_lazy("on the day of a meeting")),
            ("due", gettext_lazy("before an action is due")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read the agreement"))


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the style guide."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    page = {
        "lights": [_light("day", _("By day")), _light("night", _("By night"))],
        "tokens": TOKENS,
        "round": samples.six(),
        "rounds": [samples.of(number) for number in (2, 3, 5, 8, 10)],
        "round_label": _("Priya has the floor, Fatima is facilitating, Léa is away."),
        "caption": _("of 12 min"),
        "phases": _phases(),
        "budget_label": _("Minute 47 of 90, on time"),
        "generations": _generations(),
        "figures": _figures(),
        "empty_title": _("No lessons yet."),
        "empty_text": _("A lesson is the last of the five questions of a report-back."),
        "empty_action": _("Write my report-back"),
    }
    return render(request, "web/styleguide.html", page)


def _light(key: str, name: str) -> dict[str, object]:
    """Return the light or dark half, with forms that have ids of their own."""
    form = SampleForm(auto_id=f"{key}_%s", initial={"different": "different"})
    wrong = SampleForm({"name": "", "kinds": ["day"]}, auto_id=f"{key}_wrong_%s")
    return {"key": key, "name": name, "form": form, "wrong": wrong}


def _phases() -> list[Step]:
    return [
        Step(_("Choose the facilitator"), 5, "done"),
        Step(_("Report-backs"), 30, "done"),
        Step(_("Choose the issue"), 10, "done"),
        Step(_("The three questions"), 30, "now"),
        Step(_("Process review and close"), 15, "ahead"),
    ]


def _generations() -> list[dict[str, object]]:
    sentences = [str(question) for question in QUESTIONS]
    before = ["", *sentences]
    notes = [_("Meeting 3 · worse than expected"), _("Meeting 5 · different"), _("now")]
    return [
        {
            "sentence": sentence,
            "words": changed_words(before[index], sentence),
            "note": notes[index],
            "now": index == len(sentences) - 1,
        }
        for index, sentence in enumerate(sentences)
    ]


def _figures() -> list[dict[str, str]]:
    return [
        {"number": "7", "of": "7", "label": _("meetings held")},
        {"number": "91 %", "of": "", "label": _("of the set came")},
        {"number": "23", "of": "", "label": _("actions agreed, 17 done")},
        {"number": "9", "of": "", "label": _("days to finish (typical)")},
    ]
